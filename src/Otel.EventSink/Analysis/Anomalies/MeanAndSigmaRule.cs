using System.Globalization;

namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>
/// Further from the mean than so many population standard deviations. Simple and well known; a big outlier widens the
/// sigma it is measured by, and hours of the day are not told apart.
/// </summary>
internal static class MeanAndSigmaRule
{
    public static IEnumerable<HourlyAnomaly> Find(CountSeries series, double threshold)
    {
        var values = series.Values();
        var mean = values.Average();
        var sigma = Math.Sqrt(values.Average(v => (v - mean) * (v - mean)));
        if (sigma == 0)
            yield break;

        for (var i = 0; i < values.Length; i++)
        {
            var deviation = (values[i] - mean) / sigma;
            if (Math.Abs(deviation) > threshold)
                yield return new(series.StartOf(series.First + i), series.Counts[series.First + i], mean, deviation, Rule(deviation));
        }
    }

    private static string Rule(double deviation) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Abs(deviation):0.0} sigma {(deviation > 0 ? "above" : "below")} the mean");
}
