namespace Otel.EventSink.Storage;

/// <summary>How much retention does while it holds the write lock once: as much as fits into some milliseconds, however slow the disk and wide the rows.</summary>
internal sealed class SlicePace(int start, int max)
{
    /// <summary>A slice stops here by itself.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(15);

    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    public int Size { get; private set; } = start;

    /// <summary>After a slice that held the lock for so long.</summary>
    public void Note(TimeSpan held)
    {
        if (held > Long)
            Halve();
        else if (held < Short)
            Size = Math.Min(max, Size * 2);
    }

    public void Halve() => Size = Math.Max(1, Size / 2);
}
