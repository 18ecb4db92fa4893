using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>Summaries of durations, from sums and histograms, or from the durations themselves.</summary>
internal static class DurationAnalysis
{
    /// <summary>Up to so many events in the window the durations themselves are read, and percentiles are exact.</summary>
    public const long MaxEventsForExact = 50_000;

    /// <summary>All of them together, and by type, the slowest first.</summary>
    public static (DurationSummary? All, IReadOnlyDictionary<EventType, DurationSummary> ByType) Summarize(EventSums sums)
    {
        var timed = sums.Cells.Where(c => c.Sums.Timed > 0).ToList();
        if (timed.Count == 0)
            return (null, new Dictionary<EventType, DurationSummary>());
        var byType = timed.GroupBy(c => c.Type, c => c.Sums).Select(t => KeyValuePair.Create(t.Key, Summarize(t, PercentileOf(sums, t.Key))));
        return (Summarize(timed.Select(c => c.Sums), PercentileOfAll(sums)), byType.OrderByDescending(p => p.Value.P95).ToDictionary());
    }

    private static Func<double, long> PercentileOf(EventSums sums, EventType type) => sums.Durations is { } exact
        ? p => NearestRank(exact[type], p)
        : sums.Histograms[type].Percentile;

    private static Func<double, long> PercentileOfAll(EventSums sums)
    {
        if (sums.Durations is { } exact)
        {
            List<long> all = [.. exact.Values.SelectMany(d => d)];
            all.Sort();
            return p => NearestRank(all, p);
        }

        var histogram = new DurationHistogram();
        foreach (var part in sums.Histograms.Values)
            histogram.Add(part);
        return histogram.Percentile;
    }

    /// <summary>The smallest value that at least p of all values do not exceed.</summary>
    private static long NearestRank(List<long> ascending, double p) =>
        ascending[Math.Clamp((int)Math.Ceiling(p * ascending.Count) - 1, 0, ascending.Count - 1)];

    private static DurationSummary Summarize(IEnumerable<TotalCell> cells, Func<double, long> percentile)
    {
        var sum = cells.Aggregate(default(TotalCell), (sum, cell) => sum.Plus(cell));

        // A bucket's value may lie a little outside of what it holds.
        TimeSpan At(double p) => ToTime(Math.Clamp(percentile(p), sum.Min, sum.Max));
        return new DurationSummary
        {
            Count = sum.Timed,
            Min = ToTime(sum.Min),
            Max = ToTime(sum.Max),
            Average = ToTime((long)(sum.Sum / sum.Timed)),
            P50 = At(0.50),
            P95 = At(0.95),
            P99 = At(0.99),
        };
    }

    private static TimeSpan ToTime(long nanoseconds) => UnixTime.ToDuration(nanoseconds, out _);
}
