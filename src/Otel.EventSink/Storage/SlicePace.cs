namespace Otel.EventSink.Storage;

/// <summary>How much retention does while it holds the write lock once: as much as fits into some milliseconds, however slow the disk and wide the rows.</summary>
internal sealed class SlicePace(int start, int max)
{
    /// <summary>A slice stops here by itself; the commit is still to come.</summary>
    public static readonly TimeSpan Budget = TimeSpan.FromMilliseconds(10);

    private static readonly TimeSpan Long = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(10);

    public int Size { get; private set; } = start;

    /// <summary>After a slice that did so much and held the lock for so long.</summary>
    public void Note(int done, TimeSpan held)
    {
        if (held > Long)
            Size = Math.Max(1, Math.Min(Size, done) / 2);
        else if (held < Short)
            Size = Math.Min(max, Size * 2);
    }

    /// <summary>After a slice that did not fit into the room there is.</summary>
    public void Halve() => Size = Math.Max(1, Size / 2);
}
