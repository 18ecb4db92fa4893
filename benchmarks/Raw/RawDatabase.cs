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

    /// <summary>Inserts all rows and returns how many it were a second, from the first bind until the last commit.</summary>
    public double Insert(string table, RowBuffer rows)
    {
        var statement = Prepare($"INSERT INTO {table} VALUES ({string.Join(", ", Enumerable.Range(1, rows.Columns).Select(i => $"?{i}"))})");
        var (begin, commit) = (Prepare("BEGIN IMMEDIATE"), Prepare("COMMIT"));
        var started = Stopwatch.GetTimestamp();
        for (var row = 0; row < rows.Count; row++)
        {
            if (row % PerTransaction == 0)
                Run(begin);
            rows.Bind(statement, row);
            Run(statement);
            if (row % PerTransaction == PerTransaction - 1 || row == rows.Count - 1)
                Run(commit);
        }

        var rate = rows.Count / Figures.SecondsSince(started);
        foreach (var each in (nint[])[statement, begin, commit])
            Sqlite3.Finalize(each);
        return rate;
    }

    public void Dispose() => Sqlite3.Close(_db);

    private nint Prepare(string sql) => Sqlite3.Prepare(_db, sql, -1, out var statement, 0) == Sqlite3.Ok ? statement : throw Error(sql);

    private void Run(nint statement)
    {
        if (Sqlite3.Step(statement) != Sqlite3.Done)
            throw Error("step");
        Sqlite3.Reset(statement);
    }

    private InvalidOperationException Error(string what) => new($"{what}: {Marshal.PtrToStringUTF8((nint)Sqlite3.Message(_db))}");
}
