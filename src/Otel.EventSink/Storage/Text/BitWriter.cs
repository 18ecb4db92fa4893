namespace Otel.EventSink.Storage.Text;

/// <summary>Bits to bytes, the lowest first.</summary>
internal ref struct BitWriter(ByteWriter target)
{
    private ulong _bits;
    private int _count;

    /// <param name="count">At most 32.</param>
    public void Put(uint value, int count)
    {
        _bits |= (ulong)value << _count;
        _count += count;
        for (; _count >= 8; _count -= 8)
        {
            target.Byte((byte)_bits);
            _bits >>= 8;
        }
    }

    public void Flush()
    {
        if (_count > 0)
            target.Byte((byte)_bits);
        _count = 0;
    }
}
