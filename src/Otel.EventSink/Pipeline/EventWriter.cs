using Otel.EventSink.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Pipeline;

/// <summary>
/// The one thread that writes: takes what waits, encodes it, commits it in one transaction, takes what has come meanwhile. Under load
/// the groups grow by themselves; alone, an event is committed at once.
/// </summary>
internal sealed class EventWriter
{
    private const int MaxBatch = 10_000;
    private const int MaxBatchBytes = 16 << 20;
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    private readonly IEventStore _store;
    private readonly EventQueue _queue;
    private readonly Accounting _accounting;
    private readonly EventSinkOptions _options;
    private readonly Failures _failures;
    private readonly Action? _committed;
    private readonly FlushRequests _flushes;
    private readonly SyncSchedule _sync;
    private readonly EventBatch _batch = new();
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly ManualResetEventSlim _never = new(false);
    private readonly Thread _thread;
    private TimeSpan _stopTimeout;
    private long _stopAsked;
    private volatile int _storeState;
    private volatile bool _ended;

    public EventWriter(IEventStore store, EventQueue queue, Accounting accounting, EventSinkOptions options, Failures failures, Action? committed = null)
    {
        _store = store;
        _queue = queue;
        _accounting = accounting;
        _options = options;
        _failures = failures;
        _committed = committed;
        _flushes = new FlushRequests(queue);
        _sync = new SyncSchedule(options);
        _thread = new Thread(Run) { IsBackground = true, Name = "EventSink writer" };
        // The thread inherits nothing from whoever opened the collector: no activity, no scopes.
        using (ExecutionContext.SuppressFlow())
            _thread.Start();
    }

    public StoreState StoreState => (StoreState)_storeState;

    /// <summary>Whether the last attempt to flush to the disk failed.</summary>
    public bool SyncFails => _sync.Fails;

    public bool HasEnded => _ended;

    public Task FlushAsync(QueueMark mark, Durability durability)
    {
        var task = _flushes.Add(mark, durability);
        // The writer may have ended since the caller looked.
        if (_ended)
            _flushes.Fail(Closed());
        return task;
    }

    /// <summary>Waits until the queue is empty and stored, or time is up.</summary>
    public void Stop(TimeSpan timeout)
    {
        _stopTimeout = timeout;
        _stopAsked = _options.TimeProvider.GetTimestamp();
        _stop.Set();
        _queue.Wake();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        OwnWork.MarkThread();
        try
        {
            while (WriteNext())
            {
            }
        }
        catch (Exception e)
        {
            SetState(StoreState.Damaged);
            GiveUp(DropReason.StoreFailed);
            _failures.Report("append", $"The writer has ended and nothing more is stored: {e.Message}. Restart the host, and please report this.", e);
        }

        _ended = true;
        _flushes.Fail(Closed());
    }

    /// <summary>One turn of the loop. False: it was the last.</summary>
    private bool WriteNext()
    {
        Fill();
        if (_batch.Count > 0)
        {
            var stored = Commit();
            _batch.Clear();
            if (!stored)
                return false;
        }

        SyncIfDue();
        _flushes.Complete(isSynced: !_sync.IsOpen);
        // A store that is merely slow must not hold up the end either; what is left is counted by whoever closes.
        if (_queue.Count > 0 && !IsTimeUp())
            return true;
        if (_queue.IsClosed && _stop.IsSet)
        {
            if (_sync.IsOpen)
                TrySync();
            _flushes.Complete(isSynced: !_sync.IsOpen);
            return false;
        }

        _queue.WaitForWork(_sync.UntilNext);
        return true;
    }

    private void Fill()
    {
        bool outOfOrder = false, taken = false;
        while (_batch.Count < MaxBatch && _batch.Bytes < MaxBatchBytes && _queue.TryTake(out var item, out var fromReserve))
        {
            outOfOrder |= fromReserve;
            taken = true;
            Encode(item);
        }

        if (outOfOrder)
            _batch.SortByArrival();
        // Also where nothing of it could be encoded: the places are free all the same, and an awaiting producer hears only this.
        if (taken)
            _queue.AnnounceRoom();
    }

    private void Encode(Captured item)
    {
        var count = _batch.Count;
        try
        {
            item.Encode(_batch);
            if (item.Waiter is { } waiter)
                _batch.Rows[count].Waiter = waiter;
        }
        catch (Exception e)
        {
            // One that cannot be encoded must not take the others with it.
            _batch.TruncateTo(count);
            _accounting.Drop(DropReason.CaptureFailed);
            item.Waiter?.Dropped(DropReason.CaptureFailed);
            _failures.Report("capture", $"An event could not be encoded and was dropped: {e.GetType().Name}: {e.Message}", e);
        }

        item.Release();
    }

    /// <summary>Tries until it is done; a store that fails keeps its batch waiting. False: time to stop is up.</summary>
    private bool Commit()
    {
        var pause = MinPause;
        while (true)
        {
            try
            {
                var sync = _sync.IsDue || _flushes.WantSync();
                var result = _store.Append(_batch, sync);
                _sync.Note(sync);
                Committed(result);
                return true;
            }
            catch (StoreFailureException e)
            {
                if (!Failed(e, ref pause))
                {
                    GiveUp(DropReason.StoreFailed);
                    return false;
                }
            }
            catch (Exception e)
            {
                // A mistake of ours, which trying again would only repeat: this batch is given up, the writer goes on.
                GiveUp(DropReason.Rejected);
                _failures.Report("append", $"{_batch.Count} events could not be stored and were dropped: {e.GetType().Name}: {e.Message}. Please report this.", e);
                return true;
            }
        }
    }

    /// <summary>Must not throw: what is counted here must not be counted as dropped as well.</summary>
    private void Committed(AppendResult result)
    {
        SetState(StoreState.Working);
        _accounting.Store(result.Stored, result.Duplicates);
        if (result.Rejected > 0)
            Reject(result.Rejected);
        foreach (ref var row in _batch.Rows)
            Settle(ref row);
        _committed?.Invoke();
    }

    /// <summary>Waits before the next try. False: there will be none.</summary>
    private bool Failed(StoreFailureException e, ref TimeSpan pause)
    {
        SetState(StateOf(e));
        _failures.Report("append", e.Message, e);
        if (IsTimeUp())
            return false;
        // SQLite has waited for the lock already.
        if (e.Kind != StoreFailureKind.Busy)
        {
            // Once stopping has begun, that event no longer makes anybody wait.
            (_stop.IsSet ? _never : _stop).Wait(pause);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }

        return true;
    }

    private static StoreState StateOf(StoreFailureException e) => e.Kind switch
    {
        StoreFailureKind.Busy => StoreState.Busy,
        StoreFailureKind.Damaged => StoreState.Damaged,
        _ => StoreState.Failing,
    };

    private void GiveUp(DropReason reason)
    {
        _accounting.Drop(reason, _batch.Count);
        foreach (ref var row in _batch.Rows)
            row.Waiter?.Dropped(reason);
    }

    private static void Settle(ref EventRow row)
    {
        if (row.IsRejected)
            row.Waiter?.Dropped(DropReason.Rejected);
        else
            row.Waiter?.Committed();
    }

    private void Reject(int count)
    {
        _accounting.Drop(DropReason.Rejected, count);
        _failures.Report("append", $"{count} events were refused by the store and dropped.", null);
    }

    private void SyncIfDue()
    {
        if (_sync.ShouldTry(_flushes.WantSync()))
            TrySync();
    }

    private void TrySync()
    {
        try
        {
            _store.Sync();
            _sync.Note(synced: true);
            SetState(StoreState.Working);
        }
        catch (StoreFailureException e)
        {
            _sync.NoteFailure();
            if (e.Kind == StoreFailureKind.Damaged)
                SetState(StoreState.Damaged);
            _failures.Report("sync", e.Message, e);
        }
    }

    private bool IsTimeUp() => _stop.IsSet && _options.TimeProvider.GetElapsedTime(_stopAsked) >= _stopTimeout;

    private void SetState(StoreState state)
    {
        if (_storeState == (int)state)
            return;
        _storeState = (int)state;
        // Waiting for a lock is worth it; waiting for a disk that fails would stop the host.
        _queue.StoreFails = state is StoreState.Failing or StoreState.Damaged;
    }

    private static EventStoreException Closed() => new("The collector is closed: what was not committed by then is counted as dropped.");
}
