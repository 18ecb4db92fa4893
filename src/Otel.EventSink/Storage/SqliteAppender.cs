using Microsoft.Data.Sqlite;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage.Rollups;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>Writes batches, each in one transaction. Used by the writer's thread alone.</summary>
internal sealed class SqliteAppender : IDisposable
{
    private const string Insert = """
        INSERT OR IGNORE INTO event (sequence, time, duration, severity, kind, system, type, component, tags, resource, origin, fault,
          correlation, span_id, parent_span_id, id, title, description, data, metadata)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20)
        """;

    private readonly SqliteConnection _connection;
    private readonly sqlite3 _db;
    private readonly Dictionaries _dictionaries;
    private readonly RollupWriter _rollups;
    private readonly WriteTransaction _transaction;
    private readonly Statement _insert;
    private readonly Statement _readNext;
    private readonly Statement _writeNext;
    private readonly Statement _touch;
    private bool? _isFull;

    public SqliteAppender(SqliteConnection connection)
    {
        _connection = connection;
        _db = connection.Handle();
        _dictionaries = new Dictionaries(_db);
        _rollups = new RollupWriter(_db);
        _transaction = new WriteTransaction(_db);
        _insert = new Statement(_db, Insert);
        _readNext = new Statement(_db, "SELECT next_sequence FROM store");
        _writeNext = new Statement(_db, "UPDATE store SET next_sequence = ?1");
        _touch = new Statement(_db, "UPDATE store SET synced = synced + 1");
    }

    public AppendResult Append(EventBatch batch, bool sync) => InTransaction(sync, () =>
    {
        _rollups.Begin();
        var first = ReadNext();
        var sequence = first;
        int duplicates = 0, rejected = 0;
        foreach (ref var row in batch.Rows)
        {
            switch (InsertRow(batch, ref row, sequence))
            {
                case Outcome.Stored: sequence++; break;
                case Outcome.Duplicate: duplicates++; break;
                default:
                    row.IsRejected = true;
                    rejected++;
                    break;
            }
        }

        if (sequence != first)
        {
            _writeNext.Bind(1, sequence);
            _writeNext.Run();
            _rollups.End();
        }

        return new AppendResult(batch.Count - rejected, duplicates, rejected);
    });

    /// <summary>A commit in FULL mode syncs the whole write-ahead log, whoever wrote it.</summary>
    public void Sync() => InTransaction(sync: true, () =>
    {
        _touch.Run();
        return default;
    });

    /// <inheritdoc cref="WriteTransaction.HasRoom"/>
    public bool HasRoom => _transaction.HasRoom;

    /// <summary>Moves the write-ahead log into the database on this connection, between two transactions.</summary>
    public void Checkpoint() => Checkpointer.Checkpoint(_connection);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_insert, _readNext, _writeNext, _touch])
            statement.Dispose();
        _transaction.Dispose();
        _rollups.Dispose();
        _dictionaries.Dispose();
        _connection.Dispose();
    }

    private AppendResult InTransaction(bool sync, Func<AppendResult> work)
    {
        SetFull(sync);
        _transaction.Begin();
        try
        {
            var result = work();
            _transaction.Commit();
            return result;
        }
        catch
        {
            _insert.Reset();
            _transaction.RollBack();
            _dictionaries.Forget();
            throw;
        }
    }

    private void SetFull(bool full)
    {
        if (_isFull == full)
            return;
        SqliteConnections.Execute(_connection, full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL");
        _isFull = full;
    }

    private long ReadNext()
    {
        _readNext.Step();
        var next = _readNext.Long(0);
        _readNext.Reset();
        return next;
    }

    private Outcome InsertRow(EventBatch batch, ref EventRow row, long sequence)
    {
        _insert.Bind(1, sequence);
        _insert.Bind(2, row.Time);
        if (row.Duration == EventRow.NoDuration)
            _insert.BindNull(3);
        else
            _insert.Bind(3, row.Duration);
        _insert.Bind(4, row.Severity);
        _insert.Bind(5, (long)row.Kind);
        var system = _dictionaries.System(row.System);
        var type = _dictionaries.Type(row.Type);
        _insert.Bind(6, system);
        _insert.Bind(7, type);
        BindId(8, row.Component is { } component ? _dictionaries.Component(component) : 0);
        BindId(9, row.Tags is { } tags ? _dictionaries.Tags(tags) : 0);
        BindId(10, row.Resource is { } resource ? _dictionaries.Resource(resource) : 0);
        BindId(11, row.Origin is { } origin ? _dictionaries.Origin(origin) : 0);
        BindId(12, row.Fault is { } fault ? _dictionaries.Fault(fault, row.Time) : 0);
        if (row.CorrelationIsTraceId)
            _insert.BindBlob(13, batch[row.Correlation]);
        else
            BindText(13, batch, row.Correlation);
        _insert.BindSpanId(14, row.SpanId);
        _insert.BindSpanId(15, row.ParentSpanId);
        if (row.Id == Guid.Empty)
            _insert.BindNull(16);
        else
            _insert.BindGuid(16, row.Id);
        BindText(17, batch, row.Title);
        BindText(18, batch, row.Description);
        BindText(19, batch, row.Data);
        BindText(20, batch, row.Metadata);

        var code = _insert.TryStep();
        _insert.Reset();
        if (code == raw.SQLITE_DONE)
        {
            if (row.Id != Guid.Empty && raw.sqlite3_changes(_db) == 0)
                return Outcome.Duplicate;
            _rollups.Add(row.Time, type, system, row.Severity, row.Duration);
            return Outcome.Stored;
        }

        return (code & 0xFF) is raw.SQLITE_TOOBIG or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH
            ? Outcome.Rejected
            : throw SqliteError.From(code, _db, "insert");
    }

    private void BindId(int index, long id)
    {
        if (id == 0)
            _insert.BindNull(index);
        else
            _insert.Bind(index, id);
    }

    private void BindText(int index, EventBatch batch, Slice slice)
    {
        if (slice.Length == 0)
            _insert.BindNull(index);
        else
            _insert.BindText(index, batch[slice]);
    }

    private enum Outcome
    {
        Stored,
        Duplicate,
        Rejected,
    }
}
