namespace Otel.EventSink.Storage.Text;

/// <summary>A page of sorted words of one kind and one length, with where each stands; the entry of the directory that leads to it.</summary>
/// <param name="Part">The number of its part.</param>
/// <param name="First">Its first word.</param>
/// <param name="Alphabet">All characters of its words, as <see cref="WordKinds.Alphabet"/> has them.</param>
/// <param name="Postings">Where the postings of its words begin.</param>
internal sealed record WordBlock(int Part, WordKind Kind, byte[] First, ulong Alphabet, long Postings)
{
    public int WordLength => First.Length;
}
