using Microsoft.Data.Sqlite;
using Otel.EventSink.Diagnostics;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Moves the write-ahead log into the database, on a thread and a connection of its own, so that the writer need not wait for it
/// (measured: p99 of a commit 31 ms with, 0.85 ms without). SQLite's automatic checkpoint is off: it swallows failing syncs.
/// </summary>
internal sealed class Checkpointer : IDisposable
{
    /// <summary>From this size of the log file on it is worth moving.</summary>
    private const long StartBytes = 8 << 20;

    /// <summary>At this size the writer moves the rest itself. Nothing is added meanwhile, so that the log then starts anew.</summary>
    private const long CapBytes = 48 << 20;

    /// <summary>
    /// The log file is never shorter, though it hold nothing: where the disk is full, this is what deleting has to work with.
    /// </summary>
    public const int FloorBytes = 1 << 20;

    private readonly string _path;
    private readonly Failures _failures;
    private readonly SqliteConnection _connection;
    private readonly AutoResetEvent _due = new(true); // the floor is made at once
    private readonly Thread _thread;
    private volatile bool _stopping;

    /// <summary>Held by whoever of this process moves the log: to a second one SQLite says busy, and does nothing.</summary>
    public Lock Moving { get; } = new();

    public Checkpointer(string path, Failures failures)
    {
        _path = path;
        _failures = failures;
        _connection = SqliteConnections.OpenWriter(path);
        _thread = new Thread(Run) { IsBackground = true, Name = "EventSink checkpointer" };
        _thread.Start();
    }

    /// <summary>Called by the writer after each commit. True: the log has reached its cap, and the writer is to move it itself.</summary>
    public bool LogIsAtCap()
    {
        // The file keeps its length until the log starts anew; it is then cut back to journal_size_limit.
        var log = new FileInfo(_path + "-wal");
        var length = log.Exists ? log.Length : 0;
        if (length is >= StartBytes or < FloorBytes)
            _due.Set();
        return length >= CapBytes;
    }

    /// <summary>Moves the log soon, whatever its size.</summary>
    public void Hurry() => _due.Set();

    /// <summary>Moves what no reader still needs in the log, without waiting for anybody.</summary>
    public static void Checkpoint(SqliteConnection connection) => Checkpoint(connection.Handle());

    /// <inheritdoc cref="Checkpoint(SqliteConnection)"/>
    public static void Checkpoint(sqlite3 db, int mode = raw.SQLITE_CHECKPOINT_PASSIVE)
    {
        var code = raw.sqlite3_wal_checkpoint_v2(db, "main", mode, out _, out _);
        // Busy: a reader or another checkpoint is in the way. The next one gets further.
        if (code is not (raw.SQLITE_OK or raw.SQLITE_BUSY))
            throw SqliteError.From(code, db, "checkpoint");
    }

    public void Dispose()
    {
        _stopping = true;
        _due.Set();
        _thread.Join();
        _connection.Dispose();
        _due.Dispose();
    }

    private void Run()
    {
        OwnWork.MarkThread();
        while (true)
        {
            _due.WaitOne();
            if (_stopping)
                return;
            try
            {
                lock (Moving)
                    Checkpoint(_connection);
                KeepFloor();
            }
            catch (SqliteError e) when (e.IsBusy)
            {
                continue; // the next commit asks again
            }
            catch (Exception e)
            {
                _failures.Report("checkpoint", $"The write-ahead log of '{_path}' could not be moved into the database: {e.Message}", e);
            }
        }
    }

    private void KeepFloor()
    {
        var log = new FileInfo(_path + "-wal");
        if (log is { Exists: true, Length: >= FloorBytes })
            return;
        // Only who holds the write lock adds to the log or cuts it. What stands behind its last frame is not looked at.
        SqliteConnections.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            using var file = new FileStream(log.FullName, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            file.Seek(0, SeekOrigin.End);
            file.Write(new byte[Math.Max(0, FloorBytes - file.Length)]);
        }
        finally
        {
            SqliteConnections.Execute(_connection, "ROLLBACK");
        }
    }
}
