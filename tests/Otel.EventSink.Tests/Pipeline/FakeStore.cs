using System.Collections.Concurrent;
using System.Text;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>A store in memory with a gate that blocks and faults to order.</summary>
internal sealed class FakeStore : IEventStore
{
    private readonly ManualResetEventSlim _gate = new(true);
    private readonly ConcurrentQueue<string> _held = new();
    private readonly HashSet<string> _known = [];
    private volatile Func<Exception?>? _fault;
    private volatile bool _isBlocked;
    private volatile bool _isSynced;
    private int _calls;
    private int _room = int.MaxValue;

    public string Location => "memory";

    public int Generation => 1;

    public StoreIncidents Incidents { get; } = new(TimeProvider.System);

    /// <summary>The titles that are committed, in the order of the store.</summary>
    public IReadOnlyCollection<string> Held => _held;

    public Func<string, bool> Rejects { get; set; } = _ => false;

    /// <summary>Whether an append stands at the closed gate.</summary>
    public bool IsBlocked => _isBlocked;

    public bool IsSynced => _isSynced;

    /// <summary>How many rows it has room for; of a batch that does not fit it takes none.</summary>
    public int Room
    {
        get => Volatile.Read(ref _room);
        set => Volatile.Write(ref _room, value);
    }

    /// <summary>Whether an append that was to sync does.</summary>
    public bool SyncsAppends { get; set; } = true;

    /// <summary>How many appends and syncs were tried.</summary>
    public int Calls => Volatile.Read(ref _calls);

    public void Block() => _gate.Reset();

    public void Unblock() => _gate.Set();

    public void Fail(StoreFailureKind kind) => _fault = () => Failure(kind);

    /// <summary>Asked before each append and sync what to throw; null: nothing.</summary>
    public void FailBy(Func<Exception?> fault) => _fault = fault;

    public void Heal()
    {
        _fault = null;
        Room = int.MaxValue;
    }

    public AppendResult Append(EventBatch batch, bool sync)
    {
        Enter();
        if (batch.Rows.Length > Room - _held.Count)
            throw Failure(StoreFailureKind.Full);
        int duplicates = 0, rejected = 0;
        foreach (ref var row in batch.Rows)
        {
            var title = Encoding.UTF8.GetString(batch[row.Title]);
            if (row.IsRejected = Rejects(title))
                rejected++;
            else if (_known.Add(title))
                _held.Enqueue(title);
            else
                duplicates++;
        }

        _isSynced = sync && SyncsAppends;
        return new AppendResult(batch.Rows.Length - rejected, duplicates, rejected) { IsSynced = _isSynced };
    }

    public void Sync()
    {
        Enter();
        _isSynced = true;
    }

    public void Dispose() => _gate.Dispose();

    public static StoreFailureException Failure(StoreFailureKind kind) => new(kind, $"The store is {kind}.", new IOException("fake"));

    ValueTask<IReadOnlyList<Event>> IEventStore.QueryAsync(EventSelection selection, CancellationToken ct) => throw new NotSupportedException();

    ValueTask<long> IEventStore.CountAsync(EventFilter filter, CancellationToken ct) => throw new NotSupportedException();

    ValueTask<WindowSums> IEventStore.SumAsync(SumRequest request, CancellationToken ct) => throw new NotSupportedException();

    ValueTask<IReadOnlyList<ErrorEntry>> IEventStore.ListErrorsWithoutFaultAsync(long since, long until, int limit, CancellationToken ct) => throw new NotSupportedException();

    ValueTask<StorePosition> IEventStore.PositionAsync(CancellationToken ct) => throw new NotSupportedException();

    ValueTask<StoreExtent> IEventStore.MeasureAsync(CancellationToken ct) => throw new NotSupportedException();

    ValueTask<long> IEventStore.RetainAsync(DateTimeOffset? before, long? maxBytes, CancellationToken ct) => throw new NotSupportedException();

    private void Enter()
    {
        Interlocked.Increment(ref _calls);
        _isBlocked = !_gate.IsSet;
        _gate.Wait();
        _isBlocked = false;
        var exception = _fault?.Invoke();
        // A real store that is busy has waited for the lock itself.
        if (exception is StoreFailureException { Kind: StoreFailureKind.Busy or StoreFailureKind.Contended })
            Thread.Sleep(1);
        if (exception is not null)
            throw exception;
    }
}
