using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Runs the work of retention in short transactions. Where the disk is full, the log is the only room there is: it is moved into the
/// database and written again from its start, by a slice so small that it fits.
/// </summary>
internal sealed class Slices(Deletion deletion, WriteTurn turn, LogMover mover, TimeProvider time, CancellationToken ct)
{
    /// <summary>Slices between two looks at the log, which grows by what is deleted too.</summary>
    private const int SlicesPerCheckpoint = 5;

    /// <summary>Half of what makes the writer move it.</summary>
    private const long LargeLogBytes = 24 << 20;

    /// <summary>Enough to get from the largest slice to the smallest, and some more: a reader may hold the log for a while.</summary>
    private const int MaxTries = 20;

    /// <summary>Each waits as long as SQLite does.</summary>
    private const int MaxBusyTries = 5;

    public int Count { get; private set; }

    /// <summary>How long the writer was kept waiting at once, at most.</summary>
    public TimeSpan Longest { get; private set; }

    /// <param name="work">Gets a size and a question to ask from time to time, whether time is up; returns how much it did.</param>
    /// <returns>What the work returned.</returns>
    public int Run(SlicePace pace, Func<int, Func<bool>, int> work)
    {
        var done = RunWhenFree(pace, work);
        if (++Count % SlicesPerCheckpoint == 0)
            MoveLog(toTheEnd: deletion.LogBytes >= LargeLogBytes);
        return done;
    }

    /// <summary>Moves the log, most of it while the writer goes on.</summary>
    /// <param name="toTheEnd">
    /// And what has come meanwhile in turn, which is little: the log then starts anew, and the file is cut to what is in it.
    /// </param>
    public void MoveLog(bool toTheEnd)
    {
        lock (mover.Moving)
        {
            deletion.MoveLog();
            if (!toTheEnd)
                return;
            turn.Enter();
            try
            {
                var started = time.GetTimestamp();
                deletion.MoveLog();
                NoteHeld(time.GetElapsedTime(started));
            }
            finally
            {
                turn.Exit();
            }
        }
    }

    private int RunWhenFree(SlicePace pace, Func<int, Func<bool>, int> work)
    {
        for (var tries = 1; ; tries++)
        {
            turn.Enter();
            try
            {
                return RunWhereItFits(pace, work);
            }
            catch (SqliteError e) when (e.IsContended || (e.IsBusy && tries < MaxBusyTries))
            {
                continue; // other processes write; the writer of this one may try before it is tried again
            }
            finally
            {
                turn.Exit();
            }
        }
    }

    private int RunWhereItFits(SlicePace pace, Func<int, Func<bool>, int> work)
    {
        for (var tries = 1; ; tries++)
        {
            ct.ThrowIfCancellationRequested();
            try
            {
                return Transact(pace, work);
            }
            catch (SqliteError e) when (e.IsFull && tries < MaxTries)
            {
                // Still in turn: the writer, which tries again and again too, must not use the room up.
                lock (mover.Moving)
                    deletion.MoveLog(raw.SQLITE_CHECKPOINT_RESTART);
                pace.Halve();
            }
        }
    }

    private int Transact(SlicePace pace, Func<int, Func<bool>, int> work)
    {
        deletion.Transaction.Begin();
        var started = time.GetTimestamp();
        try
        {
            var done = work(pace.Size, () => time.GetElapsedTime(started) >= SlicePace.Budget);
            deletion.Transaction.Commit();
            var held = time.GetElapsedTime(started);
            pace.Note(done, held);
            NoteHeld(held);
            return done;
        }
        catch (Exception e)
        {
            if (e is SqliteError error)
                mover.Note(error);
            deletion.Transaction.RollBack();
            throw;
        }
    }

    private void NoteHeld(TimeSpan held) => Longest = held > Longest ? held : Longest;
}
