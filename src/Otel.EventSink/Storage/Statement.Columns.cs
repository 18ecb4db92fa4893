using System.Buffers.Binary;
using System.Text;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>The reading half: the columns of the current row.</summary>
internal sealed unsafe partial class Statement
{
    public long Long(int column) => NativeColumns.Long(_address, column);

    public bool IsNull(int column) => Type(column) == raw.SQLITE_NULL;

    public int Type(int column) => NativeColumns.Type(_address, column);

    public string? Text(int column) => IsNull(column) ? null : Encoding.UTF8.GetString(Bytes(column));

    /// <summary>The bytes of a blob or a text; empty for null. Valid until the next step.</summary>
    public ReadOnlySpan<byte> Bytes(int column)
    {
        // In this order: asking for the bytes first could move them.
        var start = NativeColumns.Blob(_address, column);
        return start is null ? default : new(start, NativeColumns.Bytes(_address, column));
    }

    public ulong SpanId(int column) => Bytes(column) is { Length: 8 } bytes ? BinaryPrimitives.ReadUInt64BigEndian(bytes) : 0;
}
