namespace Otel.EventSink.Storage.Text;

/// <summary>
/// The events that one piece of the index covers: 65,536 successive sequence numbers. Inside a window an event is its offset, 16 bits.
/// </summary>
internal static class TextWindow
{
    public const int Size = 1 << Bits;

    private const int Bits = 16;

    public static long Of(long sequence) => sequence >> Bits;

    public static int OffsetOf(long sequence) => (int)(sequence & Size - 1);

    public static long Start(long window) => window << Bits;

    public static long End(long window) => window + 1 << Bits;

    /// <summary>The first offset that a window can have: there is no event 0.</summary>
    public static int FirstOffset(long window) => window == 0 ? 1 : 0;

    /// <summary>The key of a part.</summary>
    public static long PartId(long window, int number) => window << Bits | (long)number;
}
