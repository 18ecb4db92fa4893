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

    private readonly EventQueue _queue;
    private readonly Failures _failures;
    private readonly FlushRequests _flushes;
    private readonly StopRequest _stop;
    private readonly Committer _committer;
    private readonly BatchFiller _filler;
    private readonly EncodeAhead _ahead;
    private readonly Thread _thread;
    private EventBatch _batch = new();
    private EventBatch _next = new();
    private bool _isFlooded;
    private volatile bool _ended;
    private EventStoreException? _failure;

    public EventWriter(IEventStore store, EventQueue queue, Accounting accounting, EventSinkOptions options, Failures failures, Action? committed = null)
    {
        _queue = queue;
        _failures = failures;
        _flushes = new FlushRequests(queue);
        _stop = new StopRequest(options.TimeProvider);
        _committer = new Committer(store, queue, accounting, options, failures, _flushes, _stop, committed);
        _filler = new BatchFiller(queue, accounting, failures);
        _ahead = new EncodeAhead(_filler);
        queue.AddSpares(_batch);
        queue.AddSpares(_next);
        _thread = new Thread(Run) { IsBackground = true, Name = "EventSink writer" };
        // The thread inherits nothing from whoever opened the collector: no activity, no scopes.
        using (ExecutionContext.SuppressFlow())
            _thread.Start();
    }

    public StoreState StoreState => _committer.State;

    /// <summary>Whether the last attempt to flush to the disk failed.</summary>
    public bool SyncFails => _committer.SyncFails;

    public bool HasEnded => _ended;

    public Task FlushAsync(QueueMark mark, Durability durability)
    {
        var task = _flushes.Add(mark, durability);
        // The writer may have ended since the caller looked.
        if (_ended)
            _flushes.Fail(Ended());
        return task;
    }

    /// <summary>Waits until the queue is empty and stored, or time is up.</summary>
    public void Stop(TimeSpan timeout)
    {
        _stop.Ask(timeout);
        _queue.Wake();
        if (Thread.CurrentThread != _thread)
            _thread.Join();
    }

    private void Run()
    {
        OwnWork.MarkThread();
        try
        {
            _committer.Open();
            while (WriteNext())
            {
            }
        }
        catch (EventStoreException e)
        {
            // The store cannot be opened, which whoever waits for it says; what comes is not waited for, and counted when all is closed.
            _failure = e;
            _committer.NoteBroken();
        }
        catch (Exception e)
        {
            _committer.NoteBroken();
            _committer.GiveUp(_batch, DropReason.StoreFailed);
            _failures.Report("append", $"The writer has ended and nothing more is stored: {e.Message}. Restart the host, and please report this.", e);
        }

        GiveUpNext();
        _ahead.Dispose();
        _ended = true;
        _flushes.Fail(Ended());
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
            var stored = _committer.Commit(_batch);
            _batch.Clear();
            if (!stored)
                return false;
        }

        _committer.SyncIfDue();
        CompleteFlushes();
        // A store that is merely slow must not hold up the end either; what is left is counted by whoever closes.
        if ((_queue.Count > 0 || _ahead.IsUnderWay) && !_stop.IsTimeUp)
            return true;
        if (_queue.IsClosed && _stop.IsAsked)
        {
            _committer.SyncAtTheEnd();
            CompleteFlushes();
            return false;
        }

        _queue.WaitForWork(_committer.UntilNextSync);
        return true;
    }

    private void CompleteFlushes() => _flushes.Complete(_committer.IsSynced, _batch.Taken);

    /// <summary>
    /// Whether to encode ahead. A burst is left to one thread: on two cores another would take the time of the host's (measured, a call
    /// then cost its caller three times as much). Only once the queue is half full is the writer too slow alone, until it has caught up.
    /// </summary>
    private bool IsFlooded() => _isFlooded = _queue.Count >= (_isFlooded ? WorthEncodingAhead : _queue.Capacity / 2);

    /// <summary>What was encoded ahead and will not be committed any more.</summary>
    private void GiveUpNext()
    {
        if (!_ahead.IsUnderWay)
            return;
        (_batch, _next) = (_next, _batch);
        _ahead.Wait();
        _committer.GiveUp(_batch, StoreState == StoreState.Working ? DropReason.Closed : DropReason.StoreFailed);
    }

    private EventStoreException Ended() =>
        _failure ?? new EventStoreException("The collector is closed: what was not committed by then is counted as dropped.");
}
