namespace Otel.EventSink.Analysis.Rendering;

/// <summary>The orders in which every format shows things; ties by name, so that a report of the same figures is the same text.</summary>
internal static class Rankings
{
    public static IEnumerable<KeyValuePair<TKey, long>> Most<TKey>(IReadOnlyDictionary<TKey, long> counts)
        where TKey : notnull =>
        counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key.ToString(), StringComparer.Ordinal);

    public static IEnumerable<KeyValuePair<EventType, DurationSummary>> Slowest(IReadOnlyDictionary<EventType, DurationSummary> durations) =>
        durations.OrderByDescending(pair => pair.Value.P95).ThenByDescending(pair => pair.Value.P99).ThenBy(pair => pair.Key.Name, StringComparer.Ordinal);

    /// <summary>All severities in their order, those without events too.</summary>
    public static IEnumerable<(Severity Severity, long Count)> Severities(IReadOnlyDictionary<Severity, long> counts) =>
        Enum.GetValues<Severity>().Select(severity => (severity, counts.GetValueOrDefault(severity)));
}
