using Otel.EventSink.Query;
using Otel.EventSink.Storage.Correlations;

namespace Otel.EventSink.Storage.Plans;

/// <summary>All indexes beside the table of events, asked in turn.</summary>
internal static class CandidateIndexes
{
    private static readonly ICandidates[] All = [new CorrelationCandidates()];

    /// <summary>The fewest candidates that any index has; null where none knows the filter.</summary>
    public static Candidates? Find(SqliteReader reader, EventFilter filter, CancellationToken ct) =>
        All.Select(index => index.Find(reader, filter, ct)).OfType<Candidates>().MinBy(c => c.Sequences.Count);
}
