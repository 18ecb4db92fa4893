namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>
/// Which of the unusual parts are news. Where a shift of the level lasts, its start is reported and not every hour after it:
/// a run of a third of a day (the working hours, say) and more is its first part, and a day of which a third was unusual in
/// the same direction is the new usual.
/// What is twice as far off as nearly all of the run or the day before is news in itself.
/// </summary>
internal static class Onsets
{
    private const double StandsOut = 2;

    /// <returns>The index of each part that is news, and how many in a row it stands for.</returns>
    public static IEnumerable<(int Part, int Lasts)> Of(double[] deviations, double threshold, int partsPerDay)
    {
        var workingDay = Math.Max(4, partsPerDay / 3);
        var dayBefore = DayBefore(deviations, threshold, 3 * workingDay);
        for (var i = 0; i < deviations.Length;)
        {
            var end = EndOfRun(deviations, threshold, i);
            if (end == i)
            {
                i++;
                continue;
            }

            var isLong = end - i >= workingDay;
            var usual = isLong ? Usual(Sorted(deviations[i..end]), threshold) : 0;
            for (var part = i; part < end; part++)
            {
                var starts = part == i || !isLong;
                if (StandsOutFrom(deviations[part], dayBefore[part]) && (starts || StandsOutFrom(deviations[part], usual)))
                    yield return (part, isLong && part == i ? end - i : 1);
            }

            i = end;
        }
    }

    private static bool StandsOutFrom(double deviation, double usual) =>
        Math.Sign(usual) != Math.Sign(deviation) || Math.Abs(deviation) >= StandsOut * Math.Abs(usual);

    private static int EndOfRun(double[] deviations, double threshold, int start)
    {
        var end = start;
        while (end < deviations.Length && Math.Abs(deviations[end]) > threshold && Math.Sign(deviations[end]) == Math.Sign(deviations[start]))
            end++;
        return end;
    }

    /// <summary>What was usual in the day before each part; 0 as long as there was no whole day.</summary>
    private static double[] DayBefore(double[] deviations, double threshold, int day)
    {
        var usual = new double[deviations.Length];
        var window = new SortedWindow();
        for (var i = 0; i < deviations.Length; i++)
        {
            if (window.Count == day)
            {
                usual[i] = Usual(window.Sorted, threshold);
                window.Remove(deviations[i - day]);
            }

            window.Add(deviations[i]);
        }

        return usual;
    }

    /// <summary>What nine tenths do not exceed, where a third is unusual; else 0.</summary>
    private static double Usual(ReadOnlySpan<double> sorted, double threshold)
    {
        var third = sorted.Length / 3;
        return sorted[^third] > threshold ? sorted[^(sorted.Length / 10 + 1)]
            : sorted[third - 1] < -threshold ? sorted[sorted.Length / 10]
            : 0;
    }

    private static double[] Sorted(double[] run)
    {
        Array.Sort(run);
        return run;
    }
}
