namespace Otel.EventSink.Analysis;

/// <summary>Counts by something, the most frequent first.</summary>
internal static class Distribution
{
    public static Dictionary<TKey, long> Of<T, TKey>(IEnumerable<T> cells, Func<T, TKey> key, Func<T, long> count) where TKey : notnull =>
        cells.GroupBy(key, count)
            .Select(g => new KeyValuePair<TKey, long>(g.Key, g.Sum()))
            .OrderByDescending(p => p.Value)
            .ToDictionary();
}
