using System.Buffers;

namespace Otel.EventSink.Pipeline;

/// <summary>A growing byte buffer that can also be cut back.</summary>
internal sealed class Utf8Buffer : IBufferWriter<byte>
{
    private const int SmallSize = 16 * 1024;
    private const int MaxIdleSize = 1024 * 1024;
    private const int MaxSize = 16 * 1024 * 1024;
    private byte[] _bytes = new byte[SmallSize];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>With what is not used yet.</summary>
    public ReadOnlySpan<byte> Space => _bytes;

    public ReadOnlySpan<byte> Written(int start) => _bytes.AsSpan(start, Length - start);

    /// <summary>Empties the buffer; one that a rare large batch has blown up is given back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_bytes.Length > MaxSize)
            Trim();
    }

    /// <summary>Whether it has grown beyond what an idle process should keep.</summary>
    public bool HasSurplus => _bytes.Length > MaxIdleSize;

    /// <summary>Gives back what an empty buffer need not have.</summary>
    public void Trim() => _bytes = new byte[SmallSize];

    public void Truncate(int length) => Length = length;

    public void Advance(int count) => Length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsMemory(Length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        Reserve(sizeHint);
        return _bytes.AsSpan(Length);
    }

    private void Reserve(int size)
    {
        var needed = checked(Length + Math.Max(size, 256));
        if (needed > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max((long)needed, 2L * _bytes.Length)));
    }
}
