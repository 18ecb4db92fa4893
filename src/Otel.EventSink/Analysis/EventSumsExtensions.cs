using Otel.EventSink.Storage;

namespace Otel.EventSink.Analysis;

/// <summary>Distributions out of sums.</summary>
internal static class EventSumsExtensions
{
    public static long Total(this EventSums sums) => sums.Cells.Sum(c => c.Sums.Events);

    public static IReadOnlyDictionary<SourceSystem, long> BySystem(this EventSums sums) => Distribution.Of(sums.Cells, c => c.System, c => c.Sums.Events);

    public static IReadOnlyDictionary<EventType, long> ByType(this EventSums sums) => Distribution.Of(sums.Cells, c => c.Type, c => c.Sums.Events);

    public static IReadOnlyDictionary<Severity, long> BySeverity(this EventSums sums) => BySeverity(sums.Cells);

    /// <summary>In the order of <see cref="BySystem"/>.</summary>
    public static IReadOnlyDictionary<SourceSystem, IReadOnlyDictionary<Severity, long>> SeveritiesBySystem(this EventSums sums) => sums.Cells
        .GroupBy(c => c.System)
        .OrderByDescending(g => g.Sum(c => c.Sums.Events))
        .ToDictionary(g => g.Key, g => (IReadOnlyDictionary<Severity, long>)BySeverity(g));

    private static Dictionary<Severity, long> BySeverity(IEnumerable<EventSum> cells) =>
        Distribution.Of(cells, c => SeverityNumbers.ToSeverity(c.Severity), c => c.Sums.Events);
}
