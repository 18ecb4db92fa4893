namespace Otel.EventSink.Storage.Rollups;

/// <summary>Writes what <see cref="PackedHistogram"/> reads. Used again and again by one thread.</summary>
internal sealed class HistogramPacker
{
    private const int LongestEntry = 18;
    private byte[] _bytes = new byte[1024];
    private int _length;
    private int _last;

    public ReadOnlySpan<byte> Packed => _bytes.AsSpan(0, _length);

    public void Clear() => (_length, _last) = (0, 0);

    /// <summary>Buckets come in ascending order.</summary>
    public void Add(int bucket, long count)
    {
        if (_bytes.Length - _length < LongestEntry)
            Array.Resize(ref _bytes, _bytes.Length * 2);
        Write(bucket - _last);
        Write(count);
        _last = bucket;
    }

    private void Write(long value)
    {
        for (; value >= 0x80; value >>= 7)
            _bytes[_length++] = (byte)(value | 0x80);
        _bytes[_length++] = (byte)value;
    }
}
