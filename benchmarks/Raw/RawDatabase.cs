using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Otel.EventSink.Benchmarks.Raw;

/// <summary>A database through the C interface, set up for writing as fast as it goes: WAL, NORMAL, 64 MiB cache, checkpoints every 10,000 pages.</summary>
internal sealed unsafe class RawDatabase : IDisposable
{
    /// <summary>READWRITE, CREATE, NOMUTEX: one thread uses it.</summary>
    private const int Flags = 0x2 | 0x4 | 0x8000;
    private const int PerTransaction = 10_000;

    private readonly nint _db;

    public RawDatabase(string path)
    {
        if (Sqlite3.Open(path, out _db, Flags, 0) != Sqlite3.Ok)
            throw Error($"open {path}");
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 10000");
    }

    public void Execute(string sql)
    {
        if (Sqlite3.Execute(_db, sql, 0, 0, 0) != Sqlite3.Ok)
            throw Error(sql);
    }

    /// <summary>All rows of a question, for an insert later.</summary>
    public RowBuffer Read(string sql)
    {
        var statement = Prepare(sql);
        var rows = new RowBuffer(Sqlite3.ColumnCount(statement));
        while (Sqlite3.Step(statement) == Sqlite3.Row)
            rows.Add(statement);
        Sqlite3.Finalize(statement);
        return rows;
    }

    /// <summary>Inserts all rows and returns how many of the first table's it were a second, from the first bind until the last commit.</summary>
    /// <param name="tables">The first one sets the transactions; in each goes its share of the others' rows.</param>
    public double Insert(params ReadOnlySpan<TableRows> tables)
    {
        var statements = new nint[tables.Length];
        for (var i = 0; i < tables.Length; i++)
            statements[i] = Prepare(tables[i].InsertStatement);
        var (begin, commit) = (Prepare("BEGIN IMMEDIATE"), Prepare("COMMIT"));
        var count = tables[0].Rows.Count;
        var started = Stopwatch.GetTimestamp();
        for (var first = 0; first < count; first += PerTransaction)
        {
            var end = Math.Min(first + PerTransaction, count);
            Run(begin);
            for (var i = 0; i < tables.Length; i++)
                Insert(statements[i], tables[i].Rows, Share(tables[i], first, count), Share(tables[i], end, count));
            Run(commit);
        }

        var rate = count / Figures.SecondsSince(started);
        foreach (var each in (nint[])[.. statements, begin, commit])
            Sqlite3.Finalize(each);
        return rate;
    }

    public void Dispose() => Sqlite3.Close(_db);

    private nint Prepare(string sql) => Sqlite3.Prepare(_db, sql, -1, out var statement, 0) == Sqlite3.Ok ? statement : throw Error(sql);

    private static int Share(TableRows table, int done, int of) => (int)((long)table.Rows.Count * done / of);

    private void Insert(nint statement, RowBuffer rows, int first, int end)
    {
        for (var row = first; row < end; row++)
        {
            rows.Bind(statement, row);
            Run(statement);
        }
    }

    private void Run(nint statement)
    {
        if (Sqlite3.Step(statement) != Sqlite3.Done)
            throw Error("step");
        Sqlite3.Reset(statement);
    }

    private InvalidOperationException Error(string what) => new($"{what}: {Marshal.PtrToStringUTF8((nint)Sqlite3.Message(_db))}");
}
