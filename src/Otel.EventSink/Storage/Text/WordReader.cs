namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Parts a text (UTF-8) into words: runs of letters and digits, where everything beyond ASCII counts as a letter, so that where a word
/// ends does not depend on a version of Unicode. Chinese and Japanese write no spaces: each of their characters is a word of its own.
/// ASCII letters become small; the case of others is left to the comparison.
/// </summary>
/// <remarks>Two texts that are equal without regard to case part alike: case never changes a character's side of these rules.</remarks>
internal ref struct WordReader(ReadOnlySpan<byte> text, Span<byte> buffer)
{
    private readonly ReadOnlySpan<byte> _text = text;
    private readonly Span<byte> _buffer = buffer;
    private int _next;

    /// <summary>Where the word starts.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    public readonly int End => _next;

    /// <summary>A single character that is a word wherever it stands.</summary>
    public bool IsIdeograph { get; private set; }

    /// <summary>The word in small letters; no longer than the buffer, <see cref="IsCut"/> tells.</summary>
    public ReadOnlySpan<byte> Word { get; private set; }

    public readonly bool IsCut => End - Start > Word.Length;

    public bool Read()
    {
        while (_next < _text.Length && Small[_text[_next]] == 0)
            _next++;
        if (_next == _text.Length)
            return false;
        Start = _next;
        IsIdeograph = IsIdeographic(_text[_next]);
        if (IsIdeograph)
        {
            _next = Math.Min(_next + 3, _text.Length);
        }
        else
        {
            while (_next < _text.Length && Small[_text[_next]] != 0 && !IsIdeographic(_text[_next]))
                _next++;
        }

        var length = Math.Min(_next - Start, _buffer.Length);
        for (var i = 0; i < length; i++)
            _buffer[i] = Small[_text[Start + i]];
        Word = _buffer[..length];
        return true;
    }

    /// <summary>The first byte of U+3000 to U+9FFF.</summary>
    private static bool IsIdeographic(byte first) => first is >= 0xE3 and <= 0xE9;

    /// <summary>The small letter of each byte of a word; 0: it belongs to none.</summary>
    private static readonly byte[] Small = [.. Enumerable.Range(0, 256).Select(static b =>
        b >= 0x80 || char.IsAsciiLetterOrDigit((char)b) ? (byte)(b < 0x80 ? char.ToLowerInvariant((char)b) : b) : (byte)0)];
}
