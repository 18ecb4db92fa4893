using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>The events of a correlation, as candidates of a query that asks for one.</summary>
internal sealed class CorrelationCandidates : ICandidates
{
    /// <summary>From so many on, events are as quickly found by walking through time, and page after page need not gather them again.</summary>
    private const int TooMany = 50_000;

    public Candidates? Find(SqliteReader reader, EventFilter filter, CancellationToken ct)
    {
        var parts = filter is EventFilter.And and ? and.Parts : [filter];
        if (parts.OfType<EventFilter.Correlation>().FirstOrDefault() is not { } correlation)
            return null;
        var found = CorrelationLookup.Find(reader, correlation.Id, ct);
        return found.Count < TooMany ? new Candidates(found) : null;
    }
}
