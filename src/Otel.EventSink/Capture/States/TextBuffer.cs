using System.Globalization;

namespace Otel.EventSink.Capture.States;

/// <summary>Where a message is put together; used again and again by the writer's thread.</summary>
internal sealed class TextBuffer
{
    private const int MaxKept = 256 * 1024;
    private char[] _chars = new char[512];

    public int Length { get; private set; }

    public ReadOnlySpan<char> Span => _chars.AsSpan(0, Length);

    /// <summary>Empties the buffer; one that a rare long text has blown up is given back.</summary>
    public void Clear()
    {
        Length = 0;
        if (_chars.Length > MaxKept)
            _chars = new char[512];
    }

    public void Truncate(int length) => Length = length;

    public void Append(ReadOnlySpan<char> text)
    {
        text.CopyTo(Space(text.Length));
        Length += text.Length;
    }

    /// <exception cref="FormatException">The type does not know the format.</exception>
    public void AppendValue<T>(T value, string? format)
    {
        if (value is not ISpanFormattable)
        {
            Append((value is IFormattable formattable ? formattable.ToString(format, CultureInfo.InvariantCulture) : value?.ToString()) ?? "");
            return;
        }

        var size = 64;
        int written;
        // The test of the type and the cast in one expression: the compiler then makes no box of a struct.
        while (!((ISpanFormattable)value).TryFormat(Space(size), out written, format, CultureInfo.InvariantCulture))
            size = checked(size * 2);
        Length += written;
    }

    /// <summary>Moves what was appended since <paramref name="start"/> to the side that the alignment says.</summary>
    public void Align(int start, int alignment)
    {
        var padding = Math.Abs(alignment) - (Length - start);
        if (padding <= 0)
            return;
        var space = Space(padding);
        if (alignment < 0)
            space[..padding].Fill(' ');
        else
        {
            Span.Slice(start, Length - start).CopyTo(_chars.AsSpan(start + padding));
            _chars.AsSpan(start, padding).Fill(' ');
        }

        Length += padding;
    }

    private Span<char> Space(int size)
    {
        if (_chars.Length - Length < size)
            Array.Resize(ref _chars, (int)Math.Min(Array.MaxLength, Math.Max(2L * _chars.Length, (long)Length + size)));
        return _chars.AsSpan(Length);
    }
}
