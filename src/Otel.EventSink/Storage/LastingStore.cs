using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Files;

namespace Otel.EventSink.Storage;

/// <summary>
/// A store that outlives its file. Where that was deleted, renamed, replaced or damaged, it goes on in what its name leads to, or in a new
/// file, and what was to be written is written there.
/// </summary>
internal sealed class LastingStore : IEventStore
{
    private readonly StoreSettings _settings;
    private readonly StoreReplacement _replacement;

    /// <summary>Held by whoever writes, or exchanges the store.</summary>
    private readonly Lock _gate = new();
    private readonly SuspicionCheck _suspicion;
    private volatile OpenStore? _current;
    private int _generation;
    private bool _isClosed;

    private LastingStore(StoreSettings settings)
    {
        _settings = settings;
        _replacement = new StoreReplacement(settings);
        _suspicion = new SuspicionCheck(settings);
    }

    public string Location => _settings.Path;

    public StoreIncidents Incidents => _settings.Incidents;

    public int Generation => Volatile.Read(ref _generation);

    /// <inheritdoc cref="SqliteStore.LastRetention"/>
    public RetentionResult? LastRetention => _current?.Store.LastRetention;

    /// <exception cref="EventStoreException">The file cannot be opened, is none of ours, or of a newer version.</exception>
    public static LastingStore Open(StoreSettings settings)
    {
        var store = new LastingStore(settings);
        store.Hold(store._replacement.Open());
        return store;
    }

    public AppendResult Append(EventBatch batch, bool sync)
    {
        lock (_gate)
        {
            var store = Writable();
            try
            {
                return store.Append(batch, sync);
            }
            catch (StoreFailureException e) when (IsLost(store, e))
            {
                Replace(store, e);
            }
            catch (Exception e) when (e is not StoreFailureException { Kind: not StoreFailureKind.Unclear })
            {
                if (!Trial.IsBatchGood(Location, batch))
                    throw new InvalidOperationException($"The batch cannot be stored: {e.Message}", e);
                Replace(store, e);
            }

            return Writable().Append(batch, sync);
        }
    }

    public void Sync()
    {
        lock (_gate)
        {
            var store = Writable();
            try
            {
                store.Sync();
            }
            catch (StoreFailureException e) when (IsLost(store, e))
            {
                Replace(store, e);
                Writable().Sync();
            }
        }
    }

    public ValueTask<IReadOnlyList<Event>> QueryAsync(EventSelection selection, CancellationToken ct) => ReadAsync(s => s.Store.Reads.QueryAsync(selection, ct));

    public ValueTask<long> CountAsync(EventFilter filter, CancellationToken ct) => ReadAsync(s => s.Store.Reads.CountAsync(filter, ct));

    public ValueTask<WindowSums> SumAsync(SumRequest request, CancellationToken ct) => ReadAsync(s => s.Store.Reads.SumAsync(request, ct));

    public ValueTask<IReadOnlyList<ErrorEntry>> ListErrorsWithoutFaultAsync(long since, long until, int limit, CancellationToken ct) =>
        ReadAsync(s => s.Store.Reads.ListErrorsWithoutFaultAsync(since, until, limit, ct));

    public ValueTask<StorePosition> PositionAsync(CancellationToken ct) =>
        ReadAsync(async s => new StorePosition(s.Generation, s.Start, await s.Store.Reads.LastSequenceAsync(ct).ConfigureAwait(false)));

    public ValueTask<StoreExtent> MeasureAsync(CancellationToken ct) => ReadAsync(s => s.Store.Reads.MeasureAsync(ct));

    public ValueTask<long> RetainAsync(DateTimeOffset? before, long? maxBytes, CancellationToken ct) => ReadAsync(s => s.Store.RetainAsync(before, maxBytes, ct));

    public void Dispose()
    {
        _suspicion.Dispose();
        lock (_gate)
        {
            _isClosed = true;
            if (_current is { } open)
                _replacement.Close(open.Store);
            _current = null;
        }
    }

    private static bool IsLost(SqliteStore store, StoreFailureException e) =>
        e.Kind is StoreFailureKind.Damaged or StoreFailureKind.Gone || store.Look() != FileChange.None;

    /// <summary>The store as it is found now. One that was closed meanwhile is asked once more as what came in its place.</summary>
    private async ValueTask<T> ReadAsync<T>(Func<OpenStore, ValueTask<T>> read)
    {
        var open = Readable();
        try
        {
            return await read(open).ConfigureAwait(false);
        }
        catch (Exception e) when (e is EventStoreException or ObjectDisposedException && _current != open && !_isClosed)
        {
            return await read(Readable()).ConfigureAwait(false);
        }
    }

    private OpenStore Readable()
    {
        if (_current is { } open && open.Store.Look() == FileChange.None)
            return open;
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, typeof(EventCollector));
            try
            {
                var store = Writable();
                if (store.Look() is var change and not FileChange.None)
                    Replace(store, new StoreFailureException(StoreFailureKind.Gone, $"found when it was read ({change})"));
            }
            catch (StoreFailureException e)
            {
                throw new EventStoreException(e.Message, e);
            }

            return _current!;
        }
    }

    /// <summary>Called holding the gate. A store that could not be made before is tried again.</summary>
    private SqliteStore Writable()
    {
        ObjectDisposedException.ThrowIf(_isClosed, typeof(EventCollector));
        if (_current is { } open)
            return open.Store;
        return Hold(_replacement.Reopen());
    }

    /// <summary>Called holding the gate.</summary>
    /// <exception cref="StoreFailureException">There is none now; it is tried again.</exception>
    private void Replace(SqliteStore store, Exception why)
    {
        if (!_replacement.CanReplace(store))
            throw why as StoreFailureException ?? new StoreFailureException(StoreFailureKind.Damaged, why.Message, why);
        _replacement.Leave(store, why, () => _current = null);
        Hold(_replacement.Reopen());
    }

    private SqliteStore Hold(SqliteStore store)
    {
        store.Damaged = e => _suspicion.Follow(e, isCertain: true, why => ReplaceLater(store, why));
        store.Suspected = e => _suspicion.Follow(e, isCertain: false, why => ReplaceLater(store, why));
        var start = _generation == 0 ? 0 : _replacement.FindStart(store);
        _current = new OpenStore(store, _generation + 1, start);
        Volatile.Write(ref _generation, _generation + 1);
        return store;
    }

    /// <summary>On a thread that neither writes nor belongs to the store, which is closed by this.</summary>
    private void ReplaceLater(SqliteStore store, Exception why)
    {
        lock (_gate)
        {
            if (_current?.Store == store)
                Replace(store, why);
        }
    }

    private sealed record OpenStore(SqliteStore Store, int Generation, long Start);
}
