using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// The head of the log's index, which is in the memory that all connections to a file share, those of other processes too. Its layout is
/// part of SQLite's format (https://sqlite.org/walformat.html, "The WAL-Index File Format").
/// </summary>
internal sealed unsafe class LogIndex
{
    private const int PartBytes = 32 << 10;
    private const int FramesPlace = 16; // mxFrame
    private const int MovedPlace = 96; // nBackfill
    private const int MovingLock = 1; // WAL_CKPT_LOCK

    // SQLITE_SHM_UNLOCK, SQLITE_SHM_LOCK, SQLITE_SHM_EXCLUSIVE
    private const int Release = 1 | 8;
    private const int Take = 2 | 8;

    /// <summary>Most take 1 ms: some two seconds, as SQLite waits for its other locks.</summary>
    private const int MaxTries = 2_000;

    private readonly SqliteFile _database;

    public LogIndex(sqlite3 db) => _database = SqliteFile.Database(db);

    /// <summary>How many pages are in the log. Within a transaction that may write.</summary>
    public long Frames => *(uint*)(Head + FramesPlace);

    private byte* Head => (byte*)_database.SharedMemory(0, PartBytes);

    /// <summary>Does something while nobody, in no process, moves the log.</summary>
    public void WhileNobodyMoves(Action work)
    {
        var wait = new SpinWait();
        while (!_database.TryLock(MovingLock, Take))
        {
            if (wait.Count > MaxTries)
                throw new SqliteError(raw.SQLITE_BUSY, $"The write-ahead log is being moved by somebody else (SQLite {raw.SQLITE_BUSY}, lock)");
            wait.SpinOnce();
        }

        try
        {
            work();
        }
        finally
        {
            _database.TryLock(MovingLock, Release);
        }
    }

    /// <summary>Whatever is in the log is moved once more. In a transaction that may write, and while nobody moves.</summary>
    public void MoveFromStart() => Volatile.Write(ref *(uint*)(Head + MovedPlace), 0);
}
