namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>What is usual for one part: among <paramref name="Alike"/> parts of the same <paramref name="Season"/>.</summary>
internal readonly record struct Expectation(Season Season, int Alike, double Median, double Scale);

/// <summary>
/// Compares each part with those alike: the finest season that has come round at least four times, so that the other
/// three outvote a wild one. The part itself does not vote: a median of four would else agree with each of them too often.
/// </summary>
internal static class Expectations
{
    private const int FewestRounds = 4;

    /// <summary>Of a window without seasons up to a tenth at either end may be an outage and is still found as one.</summary>
    private const double Tail = 0.1;

    /// <summary>From here on two at either end are cut off; with fewer a wild one would be part of the range it is measured by.</summary>
    private const int FewestForRange = 20;

    public static Expectation[] Of(CountSeries series, double[] values)
    {
        var result = new Expectation[values.Length];
        foreach (var season in Enum.GetValues<Season>())
        {
            if (season != Season.None && TimeSpan.TicksPerDay % series.Part.Ticks != 0)
                break;

            var fewest = season == Season.None ? 2 : FewestRounds * (int)Math.Max(1, TimeSpan.TicksPerHour / series.Part.Ticks);
            foreach (var group in Enumerable.Range(0, values.Length).GroupBy(i => season.Key(series.StartOf(series.First + i))))
                Fill(result, season, [.. group], values, fewest);
        }

        return result;
    }

    private static void Fill(Expectation[] result, Season season, int[] group, double[] values, int fewest)
    {
        if (group.Length < fewest)
            return;

        var sorted = Array.ConvertAll(group, i => values[i]);
        Array.Sort(sorted);
        var baseline = RobustBaseline.Of(sorted, season == Season.None && group.Length >= FewestForRange ? Tail : 0);
        foreach (var i in group)
            result[i] = new(season, group.Length, RobustBaseline.MedianWithout(sorted, Array.BinarySearch(sorted, values[i])), baseline.Scale);
    }
}
