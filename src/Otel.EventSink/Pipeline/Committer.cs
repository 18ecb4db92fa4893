using Otel.EventSink.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Pipeline;

/// <summary>
/// Brings batches into the store, however often that has to be tried, and counts and tells what became of each event. Used by the
/// writer's thread alone, but for what says otherwise.
/// </summary>
internal sealed class Committer(
    IEventStore store, EventQueue queue, Accounting accounting, EventSinkOptions options, Failures failures, FlushRequests flushes, StopRequest stop, Action? committed)
{
    private static readonly TimeSpan MinPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    private readonly SyncSchedule _sync = new(options);

    /// <summary>How many rows are tried at once: half as many each time that they do not fit on the disk, twice as many each time that they do.</summary>
    private int _most = int.MaxValue;

    private volatile int _state;

    /// <summary>What was last heard from the store. Any thread.</summary>
    public StoreState State => (StoreState)_state;

    /// <summary>Whether the last attempt to flush to the disk failed. Any thread.</summary>
    public bool SyncFails => _sync.Fails;

    /// <summary>Whether all that is committed survives a loss of power.</summary>
    public bool IsSynced => !_sync.IsOpen;

    /// <summary>How long there is nothing to flush.</summary>
    public TimeSpan UntilNextSync => _sync.UntilNext;

    /// <summary>First of all: the store may not be open yet.</summary>
    /// <exception cref="EventStoreException">It cannot be opened.</exception>
    public void Open()
    {
        store.Open();
        if (store.ReadOnlyBecause is not null)
            queue.RefuseAll(DropReason.ReadOnly);
    }

    /// <summary>
    /// Tries until it is done, in parts where the disk has no room for the whole; a store that fails keeps the rest waiting. False: time
    /// to stop is up.
    /// </summary>
    public bool Commit(EventBatch batch)
    {
        if (store.ReadOnlyBecause is not null)
        {
            // What came before that was known.
            batch.Choose(0, batch.Count);
            GiveUp(batch, DropReason.ReadOnly);
            return true;
        }

        for (var done = 0; done < batch.Count; done += batch.Rows.Length)
        {
            // Parts that still fit, one after the other, must not hold up the end either.
            if ((done == 0 || !stop.IsTimeUp) && CommitNext(batch, done))
                continue;
            batch.Choose(done, batch.Count - done);
            GiveUp(batch, DropReason.StoreFailed);
            return false;
        }

        return true;
    }

    /// <summary>What will not be committed any more.</summary>
    public void GiveUp(EventBatch batch, DropReason reason)
    {
        accounting.Drop(reason, batch.Rows.Length);
        foreach (ref var row in batch.Rows)
            row.Waiter?.Dropped(reason);
    }

    public void SyncIfDue()
    {
        if (_sync.ShouldTry(flushes.WantSync()))
            Sync();
    }

    public void SyncAtTheEnd()
    {
        if (_sync.IsOpen)
            Sync();
    }

    /// <summary>The writer has failed for good.</summary>
    public void NoteBroken() => SetState(StoreState.Damaged);

    /// <summary>Tries until some of the rows have a fate. False: time to stop is up.</summary>
    private bool CommitNext(EventBatch batch, int done)
    {
        var pause = MinPause;
        while (true)
        {
            batch.Choose(done, Math.Min(_most, batch.Count - done));
            try
            {
                var sync = _sync.IsDue || flushes.WantSync();
                var result = store.Append(batch, sync);
                _sync.Note(result.IsSynced);
                Committed(batch, result);
                return true;
            }
            catch (StoreFailureException e) when (e.Kind == StoreFailureKind.Full && batch.Rows.Length > 1)
            {
                _most = batch.Rows.Length / 2;
            }
            catch (StoreFailureException e) when (e.Kind == StoreFailureKind.Contended && !stop.IsTimeUp)
            {
                continue; // it is nobody's failure, and has waited already
            }
            catch (StoreFailureException e)
            {
                if (!Failed(e, ref pause))
                    return false;
            }
            catch (Exception e)
            {
                // A mistake of ours, which trying again would only repeat: these are given up, the writer goes on.
                GiveUp(batch, DropReason.Rejected);
                failures.Report("append", $"{batch.Rows.Length} events could not be stored and were dropped: {e.GetType().Name}: {e.Message}. Please report this.", e);
                return true;
            }
        }
    }

    /// <summary>Must not throw: what is counted here must not be counted as dropped as well.</summary>
    private void Committed(EventBatch batch, AppendResult result)
    {
        SetState(StoreState.Working);
        _most = (int)Math.Min(2L * _most, int.MaxValue);
        accounting.Store(result.Stored, result.Duplicates);
        if (result.Rejected > 0)
            Reject(result.Rejected);
        foreach (ref var row in batch.Rows)
            Settle(ref row);
        committed?.Invoke();
    }

    /// <summary>Waits before the next try. False: there will be none.</summary>
    private bool Failed(StoreFailureException e, ref TimeSpan pause)
    {
        SetState(StateOf(e));
        failures.Report("append", e.Message, e);
        if (stop.IsTimeUp)
            return false;
        // SQLite has waited for the lock already.
        if (e.Kind is not (StoreFailureKind.Busy or StoreFailureKind.Contended))
        {
            stop.Pause(pause);
            pause = pause * 2 < MaxPause ? pause * 2 : MaxPause;
        }

        return true;
    }

    private void Reject(int count)
    {
        accounting.Drop(DropReason.Rejected, count);
        failures.Report("append", $"{count} events were refused by the store and dropped.", null);
    }

    private static void Settle(ref EventRow row)
    {
        if (row.IsRejected)
            row.Waiter?.Dropped(DropReason.Rejected);
        else
            row.Waiter?.Committed();
    }

    private void Sync()
    {
        try
        {
            store.Sync();
            _sync.Note(synced: true);
            SetState(StoreState.Working);
        }
        catch (StoreFailureException e) when (e.Kind == StoreFailureKind.Contended)
        {
            return; // still due
        }
        catch (StoreFailureException e)
        {
            _sync.NoteFailure();
            if (e.Kind == StoreFailureKind.Damaged)
                SetState(StoreState.Damaged);
            failures.Report("sync", e.Message, e);
        }
    }

    private static StoreState StateOf(StoreFailureException e) => e.Kind switch
    {
        StoreFailureKind.Busy or StoreFailureKind.Contended => StoreState.Busy,
        StoreFailureKind.Damaged => StoreState.Damaged,
        _ => StoreState.Failing,
    };

    private void SetState(StoreState state)
    {
        if (_state == (int)state)
            return;
        _state = (int)state;
        // Waiting for a lock is worth it; waiting for a disk that fails would stop the host.
        queue.StoreFails = state is StoreState.Failing or StoreState.Damaged;
    }
}
