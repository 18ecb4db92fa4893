using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Unicode;

namespace Otel.EventSink.Storage.Text;

/// <summary>A word of what is looked for. At its open ends the words of the texts may go on.</summary>
internal sealed class NeedlePiece(byte[] word, bool isOpenAtStart, bool isOpenAtEnd)
{
    private readonly byte[] _word = word;
    private readonly ulong _alphabet = WordKinds.Alphabet(word);

    /// <summary>Beyond ASCII, case is known to the comparison of texts alone. Null: only ASCII.</summary>
    private readonly string? _text = Ascii.IsValid(word) ? null : Encoding.UTF8.GetString(word);

    private bool IsWhole => !isOpenAtStart && !isOpenAtEnd;

    /// <param name="word">As the index has it.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Matches(ReadOnlySpan<byte> word)
    {
        if (_text is not null)
            return MatchesText(word);
        if (isOpenAtStart)
            return isOpenAtEnd ? IsIn(word) : word.EndsWith(_word);
        return isOpenAtEnd ? word.StartsWith(_word) : word.SequenceEqual(_word);
    }

    /// <summary>Most words are short: the search that is made for long texts takes several times as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool IsIn(ReadOnlySpan<byte> word)
    {
        ReadOnlySpan<byte> part = _word;
        if (word.Length > 32)
            return word.IndexOf(part) >= 0;
        for (var i = word.Length - part.Length; i >= 0; i--)
        {
            if (word[i] == part[0] && word.Slice(i, part.Length).SequenceEqual(part))
                return true;
        }

        return false;
    }

    /// <summary>Whether a block may have words that match.</summary>
    /// <param name="next">The first word of the block behind it, of the same kind and length; null: there is none.</param>
    public bool MayMatchIn(WordBlock block, byte[]? next)
    {
        if (!block.Kind.CanContain(_word) || (_alphabet & ~block.Alphabet) != 0)
            return false;
        if (_text is not null)
            return true;
        if (block.WordLength < _word.Length || IsWhole && block.WordLength != _word.Length)
            return false;
        var last = isOpenAtStart ? block.WordLength - _word.Length : 0;
        var first = isOpenAtEnd ? 0 : last;
        for (var position = first; position <= last; position++)
        {
            if (MayStandAt(position, block, next))
                return true;
        }

        return false;
    }

    /// <summary>
    /// Whether it may stand at a position of words between the first of this block and the first of the next. Where all these begin
    /// alike up to the position, what follows is sorted: the numbers of a window, which are often counted up, with a given end lie in few blocks.
    /// </summary>
    private bool MayStandAt(int position, WordBlock block, byte[]? next)
    {
        var notBefore = block.First.AsSpan(position, _word.Length).SequenceCompareTo(_word) <= 0;
        if (next is null)
            return notBefore || position > 0;
        var notBehind = next.AsSpan(position, _word.Length).SequenceCompareTo(_word) >= 0;
        ReadOnlySpan<byte> head = block.First.AsSpan(0, position), nextHead = next.AsSpan(0, position);
        if (head.SequenceEqual(nextHead))
            return notBefore && notBehind;
        return notBefore || notBehind || !(block.Kind == WordKind.Number && IsSuccessor(head, nextHead));
    }

    /// <summary>Whether no number lies between two.</summary>
    private static bool IsSuccessor(ReadOnlySpan<byte> number, ReadOnlySpan<byte> next) =>
        ulong.TryParse(number, out var value) && ulong.TryParse(next, out var nextValue) && nextValue - value == 1;

    private bool MatchesText(ReadOnlySpan<byte> word)
    {
        if (Ascii.IsValid(word))
            return false;
        Span<char> buffer = stackalloc char[WindowBuilder.MaxWordBytes];
        Utf8.ToUtf16(word, buffer, out _, out var length);
        ReadOnlySpan<char> text = buffer[..length];
        if (isOpenAtStart)
            return isOpenAtEnd ? text.Contains(_text, StringComparison.OrdinalIgnoreCase) : text.EndsWith(_text, StringComparison.OrdinalIgnoreCase);
        return isOpenAtEnd ? text.StartsWith(_text, StringComparison.OrdinalIgnoreCase) : text.Equals(_text, StringComparison.OrdinalIgnoreCase);
    }
}
