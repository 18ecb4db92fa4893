using Otel.EventSink.Query;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Analysis;

/// <summary>Reads single events.</summary>
internal static class EventsBySequence
{
    private const int PageSize = 1_000;

    /// <summary>Those that are still there.</summary>
    public static async ValueTask<Dictionary<long, Event>> ReadAsync(IEventStore store, IEnumerable<long> sequences, CancellationToken ct)
    {
        var events = new Dictionary<long, Event>();
        foreach (var page in sequences.Distinct().Chunk(PageSize))
        {
            var selection = new EventSelection(new EventFilter.Sequences(page), EventField.Sequence, Descending: false, null, 0, null);
            foreach (var e in await store.QueryAsync(selection, ct).ConfigureAwait(false))
                events[e.Sequence] = e;
        }

        return events;
    }
}
