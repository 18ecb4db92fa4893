using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage.Correlations;
using Otel.EventSink.Storage.Rollups;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Writes batches, each in one transaction. Used by the writer's thread alone.</summary>
internal sealed class SqliteAppender : IDisposable
{
    /// <summary>How often the log is asked for, at most; soon each time takes a millisecond.</summary>
    private const int MaxWaits = 2_000;

    private readonly sqlite3 _db;
    private readonly Dictionaries _dictionaries;
    private readonly RollupWriter _rollups;
    private readonly CorrelationWriter _correlations;
    private readonly LogMover _mover;
    private readonly LogSize _log;
    private readonly WriteTransaction _transaction;
    private readonly EventInsert _insert;
    private readonly Statement _readNext;
    private readonly Statement _writeNext;
    private readonly Statement _touch;
    private bool? _isFull;

    /// <param name="db">Disposed with this.</param>
    public SqliteAppender(sqlite3 db, LogMover mover)
    {
        _db = db;
        _mover = mover;
        _dictionaries = new Dictionaries(_db);
        _rollups = new RollupWriter(_db);
        _correlations = new CorrelationWriter(_db);
        _log = new LogSize(_db);
        _transaction = new WriteTransaction(_db);
        _insert = new EventInsert(_db);
        _readNext = new Statement(_db, "SELECT next_sequence, (SELECT max(sequence) FROM event) FROM store");
        _writeNext = new Statement(_db, "UPDATE store SET next_sequence = ?1");
        _touch = new Statement(_db, "UPDATE store SET synced = synced + 1");
    }

    /// <summary>The first sequence number that is not given yet, as of the last batch.</summary>
    public long Next { get; private set; }

    /// <summary>The file is made, and brought up to date, if it has to be.</summary>
    public static SqliteAppender Open(string path, LogMover mover)
    {
        var db = SqliteConnections.OpenOwner(path);
        try
        {
            if (Schema.Ensure(db, path))
            {
                db.Dispose();
                db = SqliteConnections.OpenOwner(path);
            }

            SqliteConnections.KeepLogOnClose(db, true);
            var appender = new SqliteAppender(db, mover);
            appender.Next = appender.ReadNext();
            return appender;
        }
        catch
        {
            db.Dispose();
            throw;
        }
    }

    public AppendResult Append(EventBatch batch, bool sync) => InTransaction(sync, () =>
    {
        _rollups.Begin();
        _correlations.Begin();
        var first = ReadNext();
        var next = first;
        int duplicates = 0, rejected = 0;
        unsafe
        {
            fixed (byte* text = batch.Space)
            {
                foreach (ref var row in batch.Rows)
                {
                    row.IsRejected = false; // by a try before this one
                    switch (InsertRow(batch, ref row, text, next))
                    {
                        case Outcome.Stored: next++; break;
                        case Outcome.Duplicate: duplicates++; break;
                        default:
                            row.IsRejected = true;
                            rejected++;
                            break;
                    }
                }

                _insert.Clear();
            }
        }

        if (next != first)
        {
            _writeNext.Bind(1, next);
            _writeNext.Run();
            _correlations.End(first, next);
            _rollups.End();
        }

        Next = next;
        return new AppendResult(batch.Rows.Length - rejected, duplicates, rejected);
    });

    /// <summary>A commit in FULL mode syncs the whole write-ahead log, whoever wrote it.</summary>
    /// <exception cref="SqliteError">It did not, or it cannot be relied on.</exception>
    public void Sync()
    {
        var result = InTransaction(sync: true, () =>
        {
            _touch.Run();
            return default;
        });
        if (!result.IsSynced)
            throw new SqliteError(raw.SQLITE_IOERR_FSYNC, $"another sync failed meanwhile (SQLite {raw.SQLITE_IOERR_FSYNC}, sync)");
    }

    /// <inheritdoc cref="LogSize.Bytes"/>
    public long LogBytes => _log.Bytes;

    /// <inheritdoc cref="WriteTransaction.HasRoom"/>
    public bool HasRoom => _transaction.HasRoom;

    /// <summary>Moves the write-ahead log into the database on this connection, between two transactions.</summary>
    /// <param name="patiently">Whether to wait for another process that is at it: SQLite itself does not.</param>
    /// <returns>Whether nothing is left in it.</returns>
    public bool MoveLog(bool patiently)
    {
        var wait = new SpinWait();
        while (true)
        {
            var (logged, moved, isTaken) = _mover.Move(_db);
            if (!isTaken || !patiently || wait.Count >= MaxWaits)
                return !isTaken && moved == logged;
            wait.SpinOnce();
        }
    }

    /// <summary>Lets the connection clear the log away when it is closed, if it is the last.</summary>
    public void ClearLogOnClose() => SqliteConnections.KeepLogOnClose(_db, false);

    /// <summary>Moves all of the log and ends it, which SQLite does only for the one connection that there is.</summary>
    public bool TryEndLog()
    {
        try
        {
            using var mode = new Statement(_db, "PRAGMA journal_mode = DELETE");
            return mode.Step() && mode.Text(0) == "delete";
        }
        catch (SqliteError)
        {
            // Others have it open too, or it is damaged.
            return false;
        }
    }

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_readNext, _writeNext, _touch])
            statement.Dispose();
        _transaction.Dispose();
        _insert.Dispose();
        _correlations.Dispose();
        _rollups.Dispose();
        _dictionaries.Dispose();
        _log.Dispose();
        _db.Dispose();
    }

    private AppendResult InTransaction(bool sync, Func<AppendResult> work)
    {
        if (sync)
            _mover.Trust(_db);
        SetFull(sync);
        _transaction.Begin();
        try
        {
            var result = work();
            _transaction.Commit();
            // A sync that failed meanwhile, on another thread, may have been to write what is in this one.
            return result with { IsSynced = sync && _mover.IsTrusted };
        }
        catch (Exception e)
        {
            if (e is SqliteError error)
                _mover.Note(error);
            _insert.Clear();
            _transaction.RollBack();
            _dictionaries.Forget();
            throw;
        }
    }

    private void SetFull(bool full)
    {
        if (_isFull == full)
            return;
        SqliteConnections.Execute(_db, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _isFull = full;
    }

    private long ReadNext()
    {
        _readNext.Step();
        var (next, last) = (_readNext.Long(0), _readNext.Long(1));
        _readNext.Reset();
        // Events would be taken for duplicates of others, or get ids that lead nowhere.
        return next > last && next <= StoreIdentity.MaxSequence
            ? next
            : throw new SqliteError(raw.SQLITE_CORRUPT, $"The next sequence number is {next}, the last one given {last}");
    }

    private unsafe Outcome InsertRow(EventBatch batch, ref EventRow row, byte* text, long sequence)
    {
        var names = _dictionaries.Of(row);
        var code = _insert.Insert(row, text, sequence, names);
        if (code == raw.SQLITE_DONE)
        {
            if (row.Id != Guid.Empty && raw.sqlite3_changes(_db) == 0)
                return Outcome.Duplicate;
            _rollups.Add(new RollupEvent(sequence, row.Time, names.Type, names.System, row.Severity, row.Duration, names.Component, names.Tags, names.Fault));
            if (row.Correlation.Length > 0)
                _correlations.Add(sequence, CorrelationHash.Of(batch[row.Correlation]));
            return Outcome.Stored;
        }

        return (code & 0xFF) is raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH
            ? Outcome.Rejected
            : throw SqliteError.From(code, _db, "insert");
    }

    private enum Outcome
    {
        Stored,
        Duplicate,
        Rejected,
    }
}
