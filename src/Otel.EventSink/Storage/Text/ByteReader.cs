namespace Otel.EventSink.Storage.Text;

/// <summary>Reads what <see cref="ByteWriter"/> wrote. Beyond the end: <see cref="InvalidDataException"/>.</summary>
internal ref struct ByteReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;

    public readonly bool IsAtEnd => _next == _bytes.Length;

    public byte Byte() => (uint)_next < (uint)_bytes.Length ? _bytes[_next++] : throw Damaged();

    public ulong Number()
    {
        ulong value = Byte();
        if (value < 0x80)
            return value;
        value &= 0x7F;
        for (var shift = 7; shift < 64; shift += 7)
        {
            var next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }

        throw Damaged();
    }

    public ReadOnlySpan<byte> Bytes(int count)
    {
        if ((uint)count > (uint)(_bytes.Length - _next))
            throw Damaged();
        var taken = _bytes.Slice(_next, count);
        _next += count;
        return taken;
    }

    private static InvalidDataException Damaged() => new("The text index is damaged.");
}
