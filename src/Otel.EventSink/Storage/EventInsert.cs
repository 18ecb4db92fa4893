using Otel.EventSink.Pipeline;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// The statement that inserts events. What it spares, it spares for each event: text is handed to SQLite by address, and a column that
/// has the value of the row before is not bound again. Used by the writer's thread alone.
/// </summary>
internal sealed unsafe class EventInsert : IDisposable
{
    private const int Columns = 21;

    private const string Sql = """
        INSERT OR IGNORE INTO event (sequence, time, duration, severity, kind, system, type, component, tags, resource, origin, fault,
          correlation, span_id, parent_span_id, id, title, description, data, metadata, thread)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)
        """;

    private readonly Statement _owner;
    private readonly nint _statement;
    private readonly long[] _numbers = new long[Columns + 1];

    /// <summary>A bit for each column: bound to the number in <see cref="_numbers"/>; bound to anything at all.</summary>
    private uint _isNumber;
    private uint _isBound;

    public EventInsert(sqlite3 db)
    {
        _owner = new Statement(db, Sql);
        _statement = _owner.Address;
    }

    /// <summary>Inserts a row and returns SQLite's result code.</summary>
    /// <param name="text">The batch's bytes, which stay where they are until the next call.</param>
    public int Insert(in EventRow row, byte* text, long sequence, in RowNames names)
    {
        Number(1, sequence);
        Number(2, row.Time);
        if (row.Duration == EventRow.NoDuration)
            Null(3);
        else
            Number(3, row.Duration);
        Number(4, row.Severity);
        Number(5, (long)row.Kind);
        Number(6, names.System);
        Number(7, names.Type);
        Name(8, names.Component);
        Name(9, names.Tags);
        Name(10, names.Resource);
        Name(11, names.Origin);
        Name(12, names.Fault);
        if (row.CorrelationIsTraceId)
            Blob(13, text + row.Correlation.Start, row.Correlation.Length);
        else
            Text(13, row.Correlation, text);
        // These are on the stack: they stay until the row is in.
        var ids = stackalloc byte[32];
        SpanId(14, row.SpanId, ids);
        SpanId(15, row.ParentSpanId, ids + 8);
        if (row.Id == Guid.Empty)
            Null(16);
        else
        {
            row.Id.TryWriteBytes(new Span<byte>(ids + 16, 16), bigEndian: true, out _);
            Blob(16, ids + 16, 16);
        }

        Text(17, row.Title, text);
        Text(18, row.Description, text);
        Text(19, row.Data, text);
        Text(20, row.Metadata, text);
        Name(21, row.Thread);
        var code = NativeBindings.Step(_statement);
        _ = NativeBindings.Reset(_statement);
        return code;
    }

    /// <summary>After a batch, and after an error: SQLite forgets addresses that are no longer good.</summary>
    public void Clear()
    {
        _ = NativeBindings.Reset(_statement);
        for (var i = 1; i <= Columns; i++)
            Null(i);
    }

    public void Dispose() => _owner.Dispose();

    private void Number(int column, long value)
    {
        var bit = 1u << column;
        if ((_isNumber & bit) != 0 && _numbers[column] == value)
            return;
        _numbers[column] = value;
        _isNumber |= bit;
        _isBound |= bit;
        _ = NativeBindings.BindInt64(_statement, column, value);
    }

    /// <summary>0 stands for none.</summary>
    private void Name(int column, long id)
    {
        if (id == 0)
            Null(column);
        else
            Number(column, id);
    }

    private void Null(int column)
    {
        var bit = 1u << column;
        if ((_isBound & bit) == 0)
            return;
        _isBound &= ~bit;
        _isNumber &= ~bit;
        _ = NativeBindings.BindNull(_statement, column);
    }

    private void Blob(int column, byte* bytes, int length)
    {
        _isBound |= 1u << column;
        _ = NativeBindings.BindBlob(_statement, column, bytes, length, 0);
    }

    private void Text(int column, Slice slice, byte* text)
    {
        if (slice.Length == 0)
        {
            Null(column);
            return;
        }

        _isBound |= 1u << column;
        _ = NativeBindings.BindText(_statement, column, text + slice.Start, slice.Length, 0);
    }

    private void SpanId(int column, ulong id, byte* space)
    {
        if (id == 0)
        {
            Null(column);
            return;
        }

        System.Buffers.Binary.BinaryPrimitives.WriteUInt64BigEndian(new Span<byte>(space, 8), id);
        Blob(column, space, 8);
    }
}

/// <summary>The ids that stand for a row's names; 0 for none.</summary>
internal readonly record struct RowNames(long System, long Type, long Component, long Tags, long Resource, long Origin, long Fault);
