using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;

namespace Otel.EventSink.Storage;

/// <summary>
/// A store that the writer's thread opens as the first thing it does: a host goes on starting meanwhile (measured: 20 ms), and what it
/// says waits in the queue. Questions wait until it is open, and fail as opening did.
/// </summary>
internal sealed class OpeningStore(StoreSettings settings, Func<IEventStore> open) : IEventStore
{
    private readonly TaskCompletionSource<IEventStore> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public string Location => settings.Path;

    public StoreIncidents Incidents => settings.Incidents;

    public int Generation => _opened.Task.IsCompletedSuccessfully ? _opened.Task.Result.Generation : 0;

    public string? ReadOnlyBecause => _opened.Task.IsCompletedSuccessfully ? _opened.Task.Result.ReadOnlyBecause : null;

    /// <summary>Done when the store is open; fails with what <see cref="Open"/> throws.</summary>
    public Task Opened => _opened.Task;

    public void Open()
    {
        try
        {
            _opened.SetResult(open());
        }
        catch (Exception e)
        {
            // Whoever waits for it knows one exception: a native library that is missing, say, is told in the same way.
            var failure = e as EventStoreException ?? new EventStoreException($"Cannot open event store '{settings.Path}': {e.Message}", e);
            _opened.SetException(failure);
            if (failure == e)
                throw;
            throw failure;
        }
    }

    public AppendResult Append(EventBatch batch, bool sync) => _opened.Task.Result.Append(batch, sync);

    public void Sync() => _opened.Task.Result.Sync();

    public async ValueTask<IReadOnlyList<Event>> QueryAsync(EventSelection selection, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).QueryAsync(selection, ct).ConfigureAwait(false);

    public async ValueTask<long> CountAsync(EventFilter filter, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).CountAsync(filter, ct).ConfigureAwait(false);

    public async ValueTask<WindowSums> SumAsync(SumRequest request, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).SumAsync(request, ct).ConfigureAwait(false);

    public async ValueTask<IReadOnlyList<ErrorEntry>> ListErrorsWithoutFaultAsync(long since, long until, int limit, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).ListErrorsWithoutFaultAsync(since, until, limit, ct).ConfigureAwait(false);

    public async ValueTask<StorePosition> PositionAsync(CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).PositionAsync(ct).ConfigureAwait(false);

    public async ValueTask<StoreExtent> MeasureAsync(CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).MeasureAsync(ct).ConfigureAwait(false);

    public async ValueTask<long> RetainAsync(DateTimeOffset? before, long? maxBytes, CancellationToken ct) =>
        await (await StoreAsync(ct).ConfigureAwait(false)).RetainAsync(before, maxBytes, ct).ConfigureAwait(false);

    /// <summary>Once the writer has ended.</summary>
    public void Dispose()
    {
        if (_opened.Task.IsCompletedSuccessfully)
            _opened.Task.Result.Dispose();
    }

    private Task<IEventStore> StoreAsync(CancellationToken ct) => _opened.Task.WaitAsync(ct);
}
