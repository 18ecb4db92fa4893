using System.Runtime.CompilerServices;

namespace Otel.EventSink.Storage.Text;

/// <summary>Reads the words of a block one after the other.</summary>
internal ref struct WordBlockReader
{
    private readonly Span<byte> _word;
    private readonly bool _isPacked;
    private readonly bool _usesDeltas;
    private ByteReader _source;
    private int _previousOffset;
    private long _nextPosting;

    /// <param name="buffer">For the word; at least as long as those of the block.</param>
    public WordBlockReader(WordBlock block, ReadOnlySpan<byte> bytes, Span<byte> buffer)
    {
        _source = new ByteReader(bytes);
        _word = buffer[..block.WordLength];
        _isPacked = block.Kind.IsPacked();
        _usesDeltas = _source.Byte() == 1;
        _nextPosting = block.Postings;
    }

    public readonly ReadOnlySpan<byte> Word => _word;

    /// <summary>The only event it stands in; -1: there are more, in <see cref="Posting"/>.</summary>
    public int Single { get; private set; }

    /// <summary>Where its postings begin.</summary>
    public long Posting { get; private set; }

    public int PostingLength { get; private set; }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public bool Read()
    {
        if (_source.IsAtEnd)
            return false;
        var head = _source.Number();
        var shared = (int)Math.Min(head >> 1, (ulong)_word.Length);
        if (_isPacked)
            PackedText.Read(ref _source, _word[shared..]);
        else
            _source.Bytes(_word.Length - shared).CopyTo(_word[shared..]);
        if ((head & 1) == 1)
        {
            Single = -1;
            Posting = _nextPosting;
            PostingLength = (int)_source.Number();
            _nextPosting += PostingLength;
        }
        else if (_usesDeltas)
        {
            var delta = (uint)_source.Number();
            _previousOffset += (int)(delta >> 1) ^ -(int)(delta & 1);
            Single = (uint)_previousOffset < TextWindow.Size ? _previousOffset : throw new InvalidDataException("The text index is damaged: an event beyond its window.");
        }
        else
        {
            Single = _source.Byte() | _source.Byte() << 8;
        }

        return true;
    }
}
