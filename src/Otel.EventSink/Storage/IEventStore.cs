using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;

namespace Otel.EventSink.Storage;

/// <summary>
/// Where events are kept. Append and Sync are called by the writer's thread alone, everything else by any. Failures are
/// <see cref="StoreFailureException"/>; a batch that failed is as if it had never been tried.
/// </summary>
internal interface IEventStore : IDisposable
{
    /// <summary>The file, or the address.</summary>
    string Location { get; }

    /// <summary>Called first, by the writer's thread. For a store that is not open yet.</summary>
    /// <exception cref="EventStoreException">It cannot be opened.</exception>
    void Open()
    {
    }

    /// <summary>Why nothing can be stored here, and what to do; null: it can.</summary>
    string? ReadOnlyBecause => null;

    /// <summary>Stores the rows of a batch, all or nothing; an event whose id is there already is left as it is.</summary>
    /// <param name="sync">Whether it is to survive power loss when this returns; the result says whether it does.</param>
    AppendResult Append(EventBatch batch, bool sync);

    /// <summary>Makes everything that was appended survive power loss.</summary>
    void Sync();

    ValueTask<IReadOnlyList<Event>> QueryAsync(EventSelection selection, CancellationToken ct);

    ValueTask<long> CountAsync(EventFilter filter, CancellationToken ct);

    /// <summary>Adds up what is asked for, all of it as of one moment.</summary>
    ValueTask<WindowSums> SumAsync(SumRequest request, CancellationToken ct);

    /// <summary>The latest errors of a span of time that have no fault, in its order, without reading more of them than their index.</summary>
    ValueTask<IReadOnlyList<ErrorEntry>> ListErrorsWithoutFaultAsync(long since, long until, int limit, CancellationToken ct);

    /// <summary>How far the store is.</summary>
    ValueTask<StorePosition> PositionAsync(CancellationToken ct);

    /// <summary>Changes when the store begins anew, and its sequence numbers with it.</summary>
    int Generation { get; }

    /// <summary>What happened to the store as a whole.</summary>
    StoreIncidents Incidents { get; }

    /// <summary>How large the store is, and the time of its oldest and newest event.</summary>
    ValueTask<StoreExtent> MeasureAsync(CancellationToken ct);

    /// <summary>Deletes what happened before <paramref name="before"/>, then the oldest until the rest takes at most <paramref name="maxBytes"/>; returns how many.</summary>
    ValueTask<long> RetainAsync(DateTimeOffset? before, long? maxBytes, CancellationToken ct);
}

/// <param name="Stored">Committed, including duplicates.</param>
/// <param name="Duplicates">The part of the stored that was there already.</param>
/// <param name="Rejected">Never to be stored: the store would refuse them again.</param>
internal readonly record struct AppendResult(int Stored, int Duplicates, int Rejected)
{
    /// <summary>Whether it survives power loss, and all that was appended before.</summary>
    public bool IsSynced { get; init; }
}

/// <param name="Generation">Whose numbers these are: see <see cref="IEventStore.Generation"/>.</param>
/// <param name="Start">Where whoever followed the generation before goes on in this one.</param>
/// <param name="Last">The last sequence number that was given; 0 in a store that never held an event.</param>
internal readonly record struct StorePosition(int Generation, long Start, long Last);

internal readonly record struct StoreExtent(long Bytes, DateTimeOffset? Oldest, DateTimeOffset? Newest);
