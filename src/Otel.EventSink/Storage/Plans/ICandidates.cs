using Otel.EventSink.Query;

namespace Otel.EventSink.Storage.Plans;

/// <summary>An index beside the table of events: it names the few that a filter may let through, so that no others are read.</summary>
internal interface ICandidates
{
    /// <summary>Null: it knows nothing about such a filter. Asked within the snapshot that the events are then read from.</summary>
    /// <param name="filter">The whole filter, an <see cref="EventFilter.And"/> or a single condition.</param>
    Candidates? Find(SqliteReader reader, EventFilter filter, CancellationToken ct);
}

/// <summary>
/// Every event that fulfils the filter is among these; others may be too, for the whole filter is applied to them.
/// </summary>
/// <param name="Sequences">In any order, each once, all smaller than <paramref name="AndFrom"/>.</param>
/// <param name="AndFrom">And all events from this sequence number on: those that the index does not have yet. Null: it has all.</param>
internal sealed record Candidates(IReadOnlyList<long> Sequences, long? AndFrom = null);
