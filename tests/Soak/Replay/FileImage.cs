namespace Otel.EventSink.Soak.Replay;

/// <summary>The bytes of a file, which grows as it is written to.</summary>
internal sealed class FileImage
{
    private byte[] _bytes = new byte[1 << 16];

    public long Length { get; private set; }

    public void Write(long offset, ReadOnlySpan<byte> bytes)
    {
        var end = offset + bytes.Length;
        if (end > Length)
            Cut(end);
        bytes.CopyTo(_bytes.AsSpan((int)offset));
    }

    /// <summary>Makes it shorter, or longer by zeros.</summary>
    public void Cut(long length)
    {
        if (length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Max(length, 2L * _bytes.Length));
        if (length < Length)
            Array.Clear(_bytes, (int)length, (int)(Length - length));
        Length = length;
    }

    public FileImage Copy() => new() { _bytes = _bytes[..(int)Length], Length = Length };

    public byte[] ToArray() => _bytes[..(int)Length];
}
