using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>Summaries of durations, from sums and a histogram, or from the durations themselves.</summary>
internal static class DurationAnalysis
{
    /// <summary>Up to so many events in the window the durations themselves are read, and percentiles are exact.</summary>
    public const long MaxEventsForExact = 50_000;

    /// <summary>By type; the default key holds all of them together.</summary>
    /// <param name="exact">Every duration in ascending order; null: percentiles come from the histogram.</param>
    public static (DurationSummary? All, IReadOnlyDictionary<EventType, DurationSummary> ByType) Summarize(
        WindowSums sums, IReadOnlyDictionary<EventType, IReadOnlyList<long>>? exact)
    {
        var byType = new Dictionary<EventType, DurationSummary>();
        foreach (var cells in sums.Cells.Where(c => c.Sums.Timed > 0).GroupBy(c => c.Type))
        {
            // What was deleted between the two reads has no exact durations any more.
            var durations = exact?.GetValueOrDefault(cells.Key) ?? [];
            Func<double, long> percentile = exact is null
                ? Percentiles(sums.Buckets.Where(b => b.Type == cells.Key))
                : p => NearestRank(durations, p);
            if (exact is null || durations.Count > 0)
                byType[cells.Key] = Summarize(cells.Select(c => c.Sums), percentile);
        }

        if (byType.Count == 0)
            return (null, byType);
        List<long>? all = exact is null ? null : [.. exact.Values.SelectMany(d => d).Order()];
        var summary = Summarize(
            sums.Cells.Where(c => c.Sums.Timed > 0).Select(c => c.Sums),
            all is null ? Percentiles(sums.Buckets) : p => NearestRank(all, p));
        return (summary, byType.OrderByDescending(p => p.Value.P95).ToDictionary());
    }

    /// <summary>The smallest value that at least p of all values do not exceed.</summary>
    private static long NearestRank(IReadOnlyList<long> ascending, double p) =>
        ascending[Math.Clamp((int)Math.Ceiling(p * ascending.Count) - 1, 0, ascending.Count - 1)];

    /// <summary>The same, by the histogram: the value of the bucket in which the nearest rank falls.</summary>
    private static Func<double, long> Percentiles(IEnumerable<SumBucket> buckets)
    {
        var ascending = buckets.GroupBy(b => b.Bucket, b => b.Count).Select(g => (Bucket: g.Key, Count: g.Sum())).OrderBy(b => b.Bucket).ToList();
        var total = ascending.Sum(b => b.Count);
        return p =>
        {
            var rank = Math.Max(1, (long)Math.Ceiling(p * total));
            foreach (var (bucket, count) in ascending)
                if ((rank -= count) <= 0)
                    return (long)Math.Round(DurationBuckets.ValueOf(bucket));
            return 0;
        };
    }

    private static DurationSummary Summarize(IEnumerable<RollupCell> cells, Func<double, long> percentile)
    {
        var sum = Int128.Zero;
        long count = 0, min = long.MaxValue, max = 0;
        foreach (var cell in cells)
        {
            sum += cell.Sum;
            count += cell.Timed;
            min = Math.Min(min, cell.Min);
            max = Math.Max(max, cell.Max);
        }

        // A bucket's value may lie a little outside of what it holds.
        TimeSpan At(double p) => ToTime(Math.Clamp(percentile(p), min, max));
        return new DurationSummary
        {
            Count = count,
            Min = ToTime(min),
            Max = ToTime(max),
            Average = ToTime((long)(sum / count)),
            P50 = At(0.50),
            P95 = At(0.95),
            P99 = At(0.99),
        };
    }

    private static TimeSpan ToTime(long nanoseconds) => UnixTime.ToDuration(nanoseconds, out _);
}
