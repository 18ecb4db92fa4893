using Otel.EventSink.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Pipeline;

/// <summary>
/// The one thread that writes: takes what waits, encodes it, commits it in one transaction, takes what has come meanwhile. Under load
/// the groups grow by themselves, and the next one is encoded while this one is committed; alone, an event is committed at once.
/// </summary>
internal sealed class EventWriter
{
    /// <summary>From so many waiting events on it pays to wake another thread.</summary>
    private const int WorthEncodingAhead = 512;

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
    private readonly BatchFiller _filler;
    private readonly EncodeAhead _ahead;
    private readonly ManualResetEventSlim _stop = new(false);
    private readonly ManualResetEventSlim _never = new(false);
    private readonly Thread _thread;
    private EventBatch _batch = new();
    private EventBatch _next = new();
    private bool _isFlooded;
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
        _filler = new BatchFiller(queue, accounting, failures);
        _ahead = new EncodeAhead(_filler);
        queue.AddSpares(_batch);
        queue.AddSpares(_next);
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

        GiveUpNext();
        _ahead.Dispose();
        _ended = true;
        _flushes.Fail(Closed());
    }

    /// <summary>One turn of the loop. False: it was the last.</summary>
    private bool WriteNext()
    {
        if (_ahead.IsUnderWay)
        {
            // First: whatever goes wrong, what is in hand is what is given up.
            (_batch, _next) = (_next, _batch);
            _ahead.Wait();
        }
        else
            _filler.Fill(_batch);

        if (_batch.Count > 0)
        {
            if (IsFlooded())
                _ahead.Start(_next);
            var stored = Commit();
            _batch.Clear();
            if (!stored)
                return false;
        }

        SyncIfDue();
        _flushes.Complete(isSynced: !_sync.IsOpen, _batch.Taken);
        // A store that is merely slow must not hold up the end either; what is left is counted by whoever closes.
        if ((_queue.Count > 0 || _ahead.IsUnderWay) && !IsTimeUp())
            return true;
        if (_queue.IsClosed && _stop.IsSet)
        {
            if (_sync.IsOpen)
                TrySync();
            _flushes.Complete(isSynced: !_sync.IsOpen, _batch.Taken);
            return false;
        }

        _queue.WaitForWork(_sync.UntilNext);
        return true;
    }

    /// <summary>
    /// Whether to encode ahead. A burst is left to one thread: on two cores another would take the time of the host's (measured, a call
    /// then cost its caller three times as much). Only once the queue is half full is the writer too slow alone, until it has caught up.
    /// </summary>
    private bool IsFlooded() => _isFlooded = _queue.Count >= (_isFlooded ? WorthEncodingAhead : _queue.Capacity / 2);

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
                _sync.Note(result.IsSynced);
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

    /// <summary>What was encoded ahead and will not be committed any more.</summary>
    private void GiveUpNext()
    {
        if (!_ahead.IsUnderWay)
            return;
        (_batch, _next) = (_next, _batch);
        _ahead.Wait();
        GiveUp(StoreState == StoreState.Working ? DropReason.Closed : DropReason.StoreFailed);
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
