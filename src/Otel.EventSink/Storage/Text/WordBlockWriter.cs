namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Writes sorted words as blocks: of each word what differs from the one before it, and where it stands. Most ids stand in one event
/// alone, whose offset is written beside the word; the postings of all others lie together elsewhere, so that looking for a word reads
/// none of them.
/// </summary>
internal sealed class WordBlockWriter(WordTable words, int first, int end)
{
    /// <summary>With what SQLite adds, a block fills a page of 4 KiB.</summary>
    public const int PartBytes = 4_000;

    private const int MaxEntryBytes = 16;

    private readonly ByteWriter _block = new();
    private readonly ByteWriter _posting = new();
    private readonly ByteWriter _postings = new();
    private readonly List<WordBlock> _blocks = [];
    private readonly List<byte[]> _parts = [];

    public IReadOnlyList<WordBlock> Blocks => _blocks;

    /// <summary>The blocks, then the postings in pieces.</summary>
    public IReadOnlyList<byte[]> Parts()
    {
        var parts = new List<byte[]>(_parts);
        for (var start = 0; start < _postings.Length; start += PartBytes)
            parts.Add(_postings.Span.Slice(start, Math.Min(PartBytes, _postings.Length - start)).ToArray());
        return parts;
    }

    /// <param name="kind">The kind of all of them.</param>
    /// <param name="numbers">Words of one length, sorted.</param>
    public void Write(WordKind kind, ReadOnlySpan<int> numbers)
    {
        var usesDeltas = DeltasAreShorter(numbers);
        var next = 0;
        while (next < numbers.Length)
        {
            var postings = _postings.Length;
            var start = next;
            ulong alphabet = 0;
            var previousOffset = 0;
            _block.Clear();
            _block.Byte(usesDeltas ? (byte)1 : (byte)0);
            for (; next < numbers.Length && _block.Length + words.WordOf(numbers[next]).Length + MaxEntryBytes <= PartBytes; next++)
            {
                alphabet |= WordKinds.Alphabet(words.WordOf(numbers[next]));
                WriteWord(kind, numbers[next], next == start ? default : words.WordOf(numbers[next - 1]), usesDeltas, ref previousOffset);
            }

            _blocks.Add(new WordBlock(_parts.Count, kind, words.WordOf(numbers[start]).ToArray(), alphabet, postings));
            _parts.Add(_block.Span.ToArray());
        }
    }

    private void WriteWord(WordKind kind, int number, ReadOnlySpan<byte> previous, bool usesDeltas, ref int previousOffset)
    {
        var word = words.WordOf(number);
        var shared = word.CommonPrefixLength(previous);
        var single = words.SingleOf(number);
        _block.Number((ulong)shared << 1 | (single < 0 ? 1u : 0));
        if (kind.IsPacked())
            PackedText.Write(_block, word[shared..]);
        else
            _block.Bytes(word[shared..]);
        if (single < 0)
        {
            _posting.Clear();
            Postings.Write(_posting, words.PostingsOf(number), first, end);
            _postings.Bytes(_posting.Span);
            _block.Number((ulong)_posting.Length);
        }
        else if (usesDeltas)
        {
            _block.Number(ZigZag(single - previousOffset));
            previousOffset = single;
        }
        else
        {
            _block.Byte((byte)single);
            _block.Byte((byte)(single >> 8));
        }
    }

    /// <summary>Numbers that are counted up stand in successive events; others in any.</summary>
    private bool DeltasAreShorter(ReadOnlySpan<int> numbers)
    {
        long saved = 0;
        var previous = 0;
        foreach (var number in numbers)
        {
            if (words.SingleOf(number) is var offset and >= 0)
            {
                saved += 2 - ByteWriter.SizeOf(ZigZag(offset - previous));
                previous = offset;
            }
        }

        return saved > 0;
    }

    private static ulong ZigZag(int value) => (uint)(value << 1 ^ value >> 31);
}
