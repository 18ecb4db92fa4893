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

    private readonly string _path;
    private readonly Failures _failures;
    private readonly SqliteConnection _connection;
    private readonly AutoResetEvent _due = new(false);
    private readonly Thread _thread;
    private volatile bool _stopping;

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
        if (length >= StartBytes)
            _due.Set();
        return length >= CapBytes;
    }

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
                Checkpoint(_connection);
            }
            catch (Exception e)
            {
                _failures.Report("checkpoint", $"The write-ahead log of '{_path}' could not be moved into the database: {e.Message}", e);
            }
        }
    }
}
