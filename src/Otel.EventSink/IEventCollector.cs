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

    /// <summary>Errors, patterns, traces, reports.</summary>
    EventAnalyzer Analyzer { get; }

    /// <summary>What the store holds.</summary>
    ValueTask<EventStatistics> GetStatisticsAsync(CancellationToken ct = default);

    /// <summary>How the collector fares. Reads nothing from the store: it answers also when that does not.</summary>
    ValueTask<CollectorHealth> CheckHealthAsync(CancellationToken ct = default);

    /// <summary>
    /// Calls <paramref name="subscriber"/> with every event that is committed to the store from now on, by this process or another, one
    /// after the other, in the order of arrival. One that throws or is slow harms nobody but itself: it goes on with the next event, and
    /// what it cannot keep up with (4,096 waiting) is dropped and counted, see <see cref="CollectorHealth.Subscribers"/>.
    /// </summary>
    /// <param name="filter">What it wants to see. Order, limit and relative times mean nothing here; <see cref="EventQuery.After"/> starts at an earlier place.</param>
    /// <returns>Disposing it ends the subscription.</returns>
    IDisposable Subscribe(Func<Event, CancellationToken, ValueTask> subscriber, EventQuery? filter = null);

    /// <summary>The same as a stream, which begins when it is first read and ends when it is cancelled or the collector is disposed.</summary>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    IAsyncEnumerable<Event> ReadLiveAsync(EventQuery? filter = null, CancellationToken ct = default);

    /// <summary>Deletes the events that happened before <paramref name="cutoff"/>, gives the space back, and returns how many there were.</summary>
    ValueTask<long> DeleteBeforeAsync(DateTimeOffset cutoff, CancellationToken ct = default);

    /// <summary>Deletes the oldest events until the rest is within the limits, gives the space back, and returns how many there were.</summary>
    /// <param name="maxAge">Older events go. Null: whatever their age.</param>
    /// <param name="maxBytes">What the rest may take on the disk. Null: as much as it likes.</param>
    /// <exception cref="ArgumentException">A limit is negative.</exception>
    ValueTask<long> RetainAsync(TimeSpan? maxAge, long? maxBytes, CancellationToken ct = default);
}
