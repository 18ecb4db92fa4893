namespace Otel.EventSink;

/// <summary>Takes events and answers questions about them. Safe for any number of threads.</summary>
public interface IEventCollector
{
    /// <summary>
    /// Takes an event. When the queue is full, does what <see cref="EventSinkOptions.FullMode"/> says; by default it waits for a place.
    /// </summary>
    /// <returns>True: it is enqueued (<see cref="Durability.Enqueued"/>). False: it was dropped, and counted.</returns>
    bool TryCollect(Event e);

    /// <summary>Takes an event and completes when it is <see cref="Durability.Committed"/>. Waits for a place in the queue, whatever the full-mode.</summary>
    /// <exception cref="EventStoreException">The event was not stored; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. An event that already had a place is stored all the same.</exception>
    ValueTask CollectAsync(Event e, CancellationToken ct = default);

    /// <summary>Takes several events and completes when all are <see cref="Durability.Committed"/>.</summary>
    /// <exception cref="EventStoreException">At least one event was not stored; the message says why.</exception>
    /// <exception cref="OperationCanceledException">Cancelled. Events that already had a place are stored all the same.</exception>
    ValueTask CollectAsync(IReadOnlyCollection<Event> batch, CancellationToken ct = default);

    /// <summary>Completes when everything that was taken before this call has reached the given durability.</summary>
    /// <exception cref="EventStoreException">The collector was closed before.</exception>
    ValueTask FlushAsync(Durability durability = Durability.Committed, CancellationToken ct = default);

    /// <summary>Begins a question.</summary>
    EventQuery Query();

    /// <summary>What the store holds.</summary>
    ValueTask<EventStatistics> GetStatisticsAsync(CancellationToken ct = default);

    /// <summary>How the collector fares. Reads nothing from the store: it answers also when that does not.</summary>
    ValueTask<CollectorHealth> CheckHealthAsync(CancellationToken ct = default);

    /// <summary>Deletes the events that happened before <paramref name="cutoff"/> and returns how many there were.</summary>
    ValueTask<long> DeleteBeforeAsync(DateTimeOffset cutoff, CancellationToken ct = default);
}
