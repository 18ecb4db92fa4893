using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>Errors over time: parts of a length that a person would choose, beginning where a clock would begin them.</summary>
internal static class ErrorTrend
{
    private const int MaxParts = 60;

    /// <summary>Longer windows begin with the first error: one may reach back to the year 1, and before that there is nothing to show.</summary>
    private static readonly TimeSpan Long = TimeSpan.FromDays(366);

    private static readonly TimeSpan[] Steps =
    [
        TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15),
        TimeSpan.FromHours(1), TimeSpan.FromHours(6), TimeSpan.FromDays(1), TimeSpan.FromDays(7), TimeSpan.FromDays(30), TimeSpan.FromDays(365),
    ];

    /// <summary>The length, in ns, of the parts by which the store has to count: the trend's own, but an hour at most.</summary>
    public static long PartOf(AnalysisPeriod period) =>
        Math.Min(UnixTime.FromDuration(StepOf(period.Since, period.Until)), HourOf.Nanoseconds);

    public static IReadOnlyList<TimeBucket> Of(AnalysisPeriod period, ErrorSums errors)
    {
        var since = period.Since;
        if (period.Length > Long)
        {
            if (errors.Cells.Count == 0)
                return [];
            since = UnixTime.ToTime(errors.Cells.Min(e => e.Sums.First), out _);
        }

        var step = StepOf(since, period.Until);
        var first = since.Ticks / step.Ticks;
        var counts = new long[(int)((period.Until.Ticks - 1) / step.Ticks - first) + 1];
        var part = PartOf(period);
        foreach (var (index, count) in errors.Parts)
            counts[Math.Clamp((int)(UnixTime.ToTime(index * part, out _).Ticks / step.Ticks - first), 0, counts.Length - 1)] += count;
        return [.. counts.Select((count, i) => new TimeBucket(new DateTimeOffset((first + i) * step.Ticks, TimeSpan.Zero), count))];
    }

    private static TimeSpan StepOf(DateTimeOffset since, DateTimeOffset until)
    {
        // The end is not included: an hour up to this moment is sixty minutes, not one tick more.
        var length = until - since - TimeSpan.FromTicks(1);
        var step = Array.Find(Steps, s => length / s <= MaxParts);
        // Whole hours, as the store counts them.
        return step != default ? step : TimeSpan.FromHours(Math.Ceiling(length.TotalHours / MaxParts));
    }
}
