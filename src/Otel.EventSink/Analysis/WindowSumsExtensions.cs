using Otel.EventSink.Storage;

namespace Otel.EventSink.Analysis;

/// <summary>Distributions out of sums.</summary>
internal static class WindowSumsExtensions
{
    public static long Total(this WindowSums sums) => sums.Cells.Sum(c => c.Sums.Events);

    public static IReadOnlyDictionary<SourceSystem, long> BySystem(this WindowSums sums) => Distribute(sums.Cells, c => c.System);

    public static IReadOnlyDictionary<EventType, long> ByType(this WindowSums sums) => Distribute(sums.Cells, c => c.Type);

    public static IReadOnlyDictionary<Severity, long> BySeverity(this WindowSums sums) => Distribute(sums.Cells, c => SeverityNumbers.ToSeverity(c.Severity));

    public static IReadOnlyDictionary<long, long> ByHour(this WindowSums sums) => Distribute(sums.Cells, c => c.Hour);

    /// <summary>The most frequent first.</summary>
    private static Dictionary<TKey, long> Distribute<TKey>(IEnumerable<SumCell> cells, Func<SumCell, TKey> key) where TKey : notnull =>
        cells.GroupBy(key, c => c.Sums.Events)
            .Select(g => new KeyValuePair<TKey, long>(g.Key, g.Sum()))
            .OrderByDescending(p => p.Value)
            .ToDictionary();
}
