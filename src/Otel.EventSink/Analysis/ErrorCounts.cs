using Otel.EventSink.Storage;

namespace Otel.EventSink.Analysis;

/// <summary>Counts of errors, and their trend.</summary>
internal static class ErrorCounts
{
    private const int MaxParts = 60;

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(365),
    ];

    public static ErrorAnalysis Of(AnalysisPeriod period, IReadOnlyList<ErrorEntry> errors) => new()
    {
        Period = period,
        TotalErrors = errors.Count,
        CriticalErrors = errors.Count(e => SeverityNumbers.ToSeverity(e.Severity) == Severity.Critical),
        ErrorsByType = Distribute(errors, e => e.Type),
        ErrorsBySystem = Distribute(errors, e => e.System),
        ErrorsByComponent = Distribute(errors, e => e.Component ?? ""),
        Trend = TrendOf(period, errors),
        RecentErrors = [],
        Groups = [],
    };

    private static Dictionary<TKey, long> Distribute<TKey>(IReadOnlyList<ErrorEntry> errors, Func<ErrorEntry, TKey> key) where TKey : notnull =>
        errors.CountBy(key).OrderByDescending(p => p.Value).ToDictionary(p => p.Key, p => (long)p.Value);

    /// <summary>Parts of a length that a person would choose, beginning where a clock would begin them.</summary>
    private static TimeBucket[] TrendOf(AnalysisPeriod period, IReadOnlyList<ErrorEntry> errors)
    {
        // A window may reach back to the year 1; before the first error there is nothing to show.
        var since = period.Length > TimeSpan.FromDays(366) && errors.Count > 0 ? UnixTime.ToTime(errors[0].Time, out _) : period.Since;
        if (period.Length > TimeSpan.FromDays(366) && errors.Count == 0)
            return [];
        // The end is not included: an hour up to this moment is sixty minutes, not one tick more.
        var length = period.Until - since - TimeSpan.FromTicks(1);
        var step = Array.Find(Steps, s => length / s <= MaxParts);
        if (step == default)
            step = length / MaxParts;
        var first = since.Ticks / step.Ticks;
        var counts = new long[(int)((period.Until.Ticks - 1) / step.Ticks - first) + 1];
        foreach (var error in errors)
            counts[Math.Clamp((int)(UnixTime.ToTime(error.Time, out _).Ticks / step.Ticks - first), 0, counts.Length - 1)]++;
        return [.. counts.Select((count, i) => new TimeBucket(new DateTimeOffset((first + i) * step.Ticks, TimeSpan.Zero), count))];
    }
}
