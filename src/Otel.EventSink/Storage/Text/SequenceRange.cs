namespace Otel.EventSink.Storage.Text;

/// <param name="First">The first sequence number.</param>
/// <param name="End">The first one beyond.</param>
internal readonly record struct SequenceRange(long First, long End)
{
    /// <summary>What the index does not cover: the newest events, and whatever it was not made for yet.</summary>
    /// <param name="windows">Newest first.</param>
    /// <param name="first">The first event there is.</param>
    public static IEnumerable<SequenceRange> Beside(IReadOnlyList<IndexedWindow> windows, long first)
    {
        var end = long.MaxValue;
        foreach (var window in windows)
        {
            if (window.End < end)
                yield return new SequenceRange(window.End, end);
            end = window.Start;
        }

        if (first < end)
            yield return new SequenceRange(first, end);
    }
}
