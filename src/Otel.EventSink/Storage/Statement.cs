using System.Buffers.Binary;
using System.Text;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// A prepared statement. The writer and the readers use SQLite's own calls: the provider's parameters cost 2 us and 1.5 KB a row.
/// Not thread-safe.
/// </summary>
internal sealed partial class Statement : IDisposable
{
    private readonly sqlite3 _db;
    private readonly sqlite3_stmt _statement;
    private readonly nint _address;

    public Statement(sqlite3 db, string sql)
    {
        _db = db;
        SqliteError.Check(raw.sqlite3_prepare_v3(db, sql, Persistent, out _statement, out _), db, "prepare");
        // A safe handle that is counted up and down costs more than most calls.
        _address = _statement.DangerousGetHandle();
    }

    private const uint Persistent = 1; // SQLITE_PREPARE_PERSISTENT: kept for long

    /// <summary>Good for as long as this is not disposed.</summary>
    public nint Address => _address;

    public void Bind(int index, long value) => raw.sqlite3_bind_int64(_statement, index, value);

    public void Bind(int index, double value) => raw.sqlite3_bind_double(_statement, index, value);

    public void BindNull(int index) => raw.sqlite3_bind_null(_statement, index);

    public void Bind(int index, string value) => BindText(index, Encoding.UTF8.GetBytes(value));

    public void BindText(int index, ReadOnlySpan<byte> utf8) => raw.sqlite3_bind_text(_statement, index, utf8);

    public void BindBlob(int index, ReadOnlySpan<byte> bytes) => raw.sqlite3_bind_blob(_statement, index, bytes);

    /// <summary>Eight bytes, big-endian; null for 0.</summary>
    public void BindSpanId(int index, ulong id)
    {
        if (id == 0)
        {
            BindNull(index);
            return;
        }

        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        BindBlob(index, bytes);
    }

    public void BindGuid(int index, Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        BindBlob(index, bytes);
    }

    /// <summary>True: there is a row.</summary>
    public bool Step()
    {
        var code = TryStep();
        if (code == raw.SQLITE_ROW)
            return true;
        if (code == raw.SQLITE_DONE)
            return false;
        var error = SqliteError.From(code, _db, "step");
        Reset();
        throw error;
    }

    /// <summary>The result code, for whoever handles some errors itself; <see cref="Reset"/> must follow.</summary>
    public unsafe int TryStep() => NativeBindings.Step(_address);

    public void Reset() => raw.sqlite3_reset(_statement);

    public void ClearBindings() => raw.sqlite3_clear_bindings(_statement);

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }

        Reset();
    }

    public void Dispose() => _statement.Dispose();
}
