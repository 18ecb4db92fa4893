using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>A connection that can only read, with its caches. Used by one query at a time.</summary>
internal sealed class SqliteReader : IDisposable
{
    /// <summary>Some microseconds' worth.</summary>
    private const int OperationsPerCheck = 1_000;

    private readonly sqlite3 _db;
    private readonly StatementCache _statements;
    private NameCache? _names;
    private EventReader? _events;

    public SqliteReader(string path)
    {
        _db = SqliteConnections.OpenReader(path);
        try
        {
            SqlFunctions.Register(_db);
            _statements = new StatementCache(_db);
        }
        catch
        {
            _db.Dispose();
            throw;
        }
    }

    public EventReader Events => _events ??= new EventReader(Names);

    /// <summary>Told of windows whose index of texts cannot be used.</summary>
    public Action<long>? TextDamaged { get; init; }

    /// <summary>Made when it is asked for: a file of a newer version need not have these tables.</summary>
    public NameCache Names => _names ??= new NameCache(_db);

    /// <summary>Runs a query; cancelling stops it inside SQLite, which a command's timeout and token do not.</summary>
    public void Run(string sql, IReadOnlyList<object> parameters, Action<Statement> row, CancellationToken ct) => RunWhile(
        sql,
        parameters,
        r =>
        {
            row(r);
            return true;
        },
        ct);

    /// <summary>Runs a query until it ends or <paramref name="row"/> has enough.</summary>
    public void RunWhile(string sql, IReadOnlyList<object> parameters, Func<Statement, bool> row, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var statement = _statements.Take(sql);
        try
        {
            for (var i = 0; i < parameters.Count; i++)
                Bind(statement, i + 1, parameters[i]);
            // Asked from within SQLite: an interrupt would be lost if it came before the first step, and with long SQL that is a while.
            if (ct.CanBeCanceled)
                raw.sqlite3_progress_handler(_db, OperationsPerCheck, static state => ((CancellationToken)state).IsCancellationRequested ? 1 : 0, ct);
            while (statement.Step() && row(statement))
                ct.ThrowIfCancellationRequested();
        }
        catch (SqliteError e) when (e.IsInterrupt)
        {
            throw new OperationCanceledException("The query was cancelled.", e, ct);
        }
        finally
        {
            if (ct.CanBeCanceled)
                raw.sqlite3_progress_handler(_db, 0, null, null);
            _statements.GiveBack(sql, statement);
        }
    }

    /// <summary>The first event there is; 1 where there is none.</summary>
    public long FirstSequence(CancellationToken ct)
    {
        long first = 1;
        Run("SELECT coalesce(min(sequence), 1) FROM event", [], row => first = row.Long(0), ct);
        return first;
    }

    /// <summary>For a statement that is run often within one read. It does not outlive that.</summary>
    public Statement Prepare(string sql) => new(_db, sql);

    /// <summary>Several reads that see the same state. Kept short: a snapshot holds up the log.</summary>
    public void InSnapshot(Action reads)
    {
        SqliteConnections.Execute(_db, "BEGIN");
        try
        {
            reads();
        }
        finally
        {
            raw.sqlite3_exec(_db, "ROLLBACK");
        }
    }

    public void Dispose()
    {
        _statements.Dispose();
        _names?.Dispose();
        _db.Dispose();
    }

    private static void Bind(Statement statement, int index, object value)
    {
        switch (value)
        {
            case long number: statement.Bind(index, number); break;
            case int number: statement.Bind(index, number); break;
            case double number: statement.Bind(index, number); break;
            case string text: statement.Bind(index, text); break;
            case Guid id: statement.BindGuid(index, id); break;
            case UInt128 traceId:
                Span<byte> bytes = stackalloc byte[16];
                System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, traceId);
                statement.BindBlob(index, bytes);
                break;
            default: throw new NotSupportedException($"No SQL parameter of type {value.GetType().Name}.");
        }
    }
}
