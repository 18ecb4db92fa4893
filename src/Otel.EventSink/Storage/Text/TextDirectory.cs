namespace Otel.EventSink.Storage.Text;

/// <summary>
/// What a search reads of every window: which blocks of words there are, and which events were not indexed word by word and may hold
/// anything.
/// </summary>
/// <param name="Blocks">By kind, length of the words, first word.</param>
/// <param name="Unread">Postings of the events that are candidates always.</param>
internal sealed record TextDirectory(IReadOnlyList<WordBlock> Blocks, byte[] Unread)
{
    public byte[] ToBytes()
    {
        var target = new ByteWriter();
        target.Number((ulong)Unread.Length);
        target.Bytes(Unread);
        target.Number((ulong)Blocks.Count);
        long postings = 0;
        foreach (var block in Blocks)
        {
            target.Byte((byte)block.Kind);
            target.Number((ulong)block.WordLength);
            target.Bytes(block.First);
            target.Number(block.Alphabet);
            target.Number((ulong)(block.Postings - postings));
            postings = block.Postings;
        }

        return target.Span.ToArray();
    }

    public static TextDirectory Read(ReadOnlySpan<byte> bytes)
    {
        var source = new ByteReader(bytes);
        var unread = source.Bytes((int)source.Number()).ToArray();
        var blocks = new WordBlock[Math.Min(source.Number(), (ulong)bytes.Length)];
        long postings = 0;
        for (var i = 0; i < blocks.Length; i++)
        {
            var kind = (WordKind)source.Byte();
            var first = source.Bytes((int)Math.Min(source.Number(), WindowBuilder.MaxWordBytes)).ToArray();
            var alphabet = source.Number();
            postings += (long)source.Number();
            blocks[i] = new WordBlock(i, kind, first, alphabet, postings);
        }

        return new TextDirectory(blocks, unread);
    }
}
