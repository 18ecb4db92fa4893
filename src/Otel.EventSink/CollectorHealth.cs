namespace Otel.EventSink;

/// <summary>How a collector fares.</summary>
public enum CollectorStatus
{
    /// <summary>The store works, and nothing was dropped within the last minute.</summary>
    Healthy,

    /// <summary>The store fails or is locked by somebody else, the queue is nearly full (90 %), or events were dropped within the last minute.</summary>
    Degraded,

    /// <summary>
    /// The collector is closed, or the store is damaged or of a newer version: it will not get better by itself. Also for ten minutes after the store was found
    /// damaged or gone and recording went on in another file: somebody should look at it.
    /// </summary>
    Unhealthy,
}

/// <summary>
/// How a collector fares, and where every event is: <c>Emitted = Stored + Dropped + what is in flight</c>, and once it is closed nothing
/// is in flight.
/// </summary>
public sealed record CollectorHealth
{
    /// <summary>The verdict.</summary>
    public required CollectorStatus Status { get; init; }

    /// <summary>Whether events are still taken.</summary>
    public required bool Running { get; init; }

    /// <summary>The database file.</summary>
    public required string DatabasePath { get; init; }

    /// <summary>How many live subscribers there are.</summary>
    public required int SubscriberCount { get; init; }

    /// <summary>The live subscribers, in the order in which they came.</summary>
    public required IReadOnlyList<SubscriberHealth> Subscribers { get; init; }

    /// <summary>Every event that reached the collector, whatever became of it.</summary>
    public required long Emitted { get; init; }

    /// <summary>The part of <see cref="Emitted"/> that got a place in the queue; the rest was dropped at once.</summary>
    public required long Accepted { get; init; }

    /// <summary>Events that are committed, including <see cref="Duplicates"/>.</summary>
    public required long Stored { get; init; }

    /// <summary>The part of <see cref="Stored"/> that the store already had, as when a span is delivered twice.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Events that were lost, by reason; only reasons that occurred.</summary>
    public required IReadOnlyDictionary<string, long> Dropped { get; init; }

    /// <summary>How many events wait for the writer.</summary>
    public required int QueueDepth { get; init; }

    /// <summary>How many events may wait.</summary>
    public required int QueueCapacity { get; init; }

    /// <summary>
    /// Stores that were found damaged since this collector was opened, and moved aside: the paths where they are now. Events that were
    /// committed before are in these. Empty if none was.
    /// </summary>
    public required IReadOnlyList<string> QuarantinedFiles { get; init; }

    /// <summary>The last failure of the sink's own; null if there was none.</summary>
    public required EventSinkFailure? LastError { get; init; }
}
