using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Moves the write-ahead log into the database, for all of this process, and knows whether what was written can be believed to be on the
/// disk.
/// <para>After a sync that failed it cannot: the kernel may call pages clean that it never wrote, and the next sync then succeeds without
/// them. So nothing is called synced, and nothing of the log is moved, until the log was written once more and synced, and it is moved
/// from its start. The same is done once at the beginning: what another process left behind may have met with such a failure, and of the
/// folder SQLite takes no error.</para>
/// </summary>
internal sealed class LogMover(string path)
{
    private const int HeaderBytes = 32;
    private const int FrameHeaderBytes = 24;

    private readonly Lock _trusting = new();
    private int _doubts = 1;
    private int _dispelled;

    /// <summary>Held by whoever of this process moves the log: to a second one SQLite says busy, and does nothing.</summary>
    public Lock Moving { get; } = new();

    /// <summary>Whether every sync since the log was last written once more has succeeded.</summary>
    public bool IsTrusted => Volatile.Read(ref _doubts) == Volatile.Read(ref _dispelled);

    /// <inheritdoc cref="Checkpointer.Checkpoint"/>
    public (int Logged, int Moved, bool IsTaken) Move(sqlite3 db, int mode = raw.SQLITE_CHECKPOINT_PASSIVE)
    {
        Trust(db);
        try
        {
            return Checkpointer.Checkpoint(db, mode);
        }
        catch (SqliteError e)
        {
            Note(e);
            throw;
        }
    }

    /// <summary>Called with whatever went wrong on a connection to the file.</summary>
    public void Note(SqliteError error)
    {
        if (error.IsSyncFailure)
            Interlocked.Increment(ref _doubts);
    }

    /// <summary>Makes good what a failed sync may have lost; does nothing else. Not within a transaction.</summary>
    /// <exception cref="SqliteError">It remains in doubt.</exception>
    public void Trust(sqlite3 db)
    {
        if (IsTrusted)
            return;
        lock (_trusting)
        {
            var doubts = Volatile.Read(ref _doubts);
            if (doubts == _dispelled)
                return;
            FolderSync.Run(Path.GetDirectoryName(path)!);
            var index = new LogIndex(db);
            index.WhileNobodyMoves(() => WriteAgain(db, index));
            Volatile.Write(ref _dispelled, doubts);
        }
    }

    private static void WriteAgain(sqlite3 db, LogIndex index)
    {
        // Nobody adds to the log or starts it anew meanwhile.
        SqliteConnections.Execute(db, "BEGIN IMMEDIATE");
        try
        {
            var log = SqliteFile.Log(db);
            log.Rewrite(Math.Min(log.Length, HeaderBytes + index.Frames * (FrameHeaderBytes + SqliteConnections.Scalar(db, "PRAGMA page_size"))));
            log.Sync();
            index.MoveFromStart();
        }
        finally
        {
            SqliteConnections.Execute(db, "ROLLBACK");
        }
    }
}
