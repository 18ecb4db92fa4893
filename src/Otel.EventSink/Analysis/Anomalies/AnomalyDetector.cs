namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>Finds the parts of a series with unusually many or few events.</summary>
internal static class AnomalyDetector
{
    /// <summary>With fewer parts nothing is usual, so nothing is unusual.</summary>
    public const int FewestParts = 4;

    /// <returns>The most unusual first; at the same distance the earlier.</returns>
    public static IReadOnlyList<HourlyAnomaly> Find(CountSeries series, AnomalyOptions options)
    {
        if (series.Judged < FewestParts)
            return [];

        var found = options.Method == AnomalyMethod.MeanAndSigma
            ? MeanAndSigmaRule.Find(series, options.Threshold ?? 2.0)
            : RobustRule.Find(series, options.Threshold ?? 3.5);

        return [.. found.OrderByDescending(a => Math.Abs(a.Deviation)).ThenBy(a => a.Hour)];
    }
}
