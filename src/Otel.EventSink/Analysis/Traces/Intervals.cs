namespace Otel.EventSink.Analysis.Traces;

/// <summary>When each node began and ended, in ns of Unix time; that of a missing span reaches from its first child's start to the last one's end.</summary>
internal sealed class Intervals
{
    private readonly long[] _starts;
    private readonly long[] _ends;
    private readonly bool[] _isSpan;

    private Intervals(int count) => (_starts, _ends, _isSpan) = (new long[count], new long[count], new bool[count]);

    public long Start(int node) => _starts[node];

    public long End(int node) => _ends[node];

    /// <summary>Whether it is a span, stored or missing, and not just something that happened in one.</summary>
    public bool IsSpan(int node) => _isSpan[node];

    public static Intervals Of(IReadOnlyList<Event> events, Forest forest)
    {
        var intervals = new Intervals(forest.Count);
        foreach (var node in forest.BottomUp())
        {
            if (node < events.Count)
                intervals.Set(node, events[node]);
            else
                intervals.Enclose(node, forest.Children(node));
        }

        return intervals;
    }

    /// <summary>Zero where the end is before the start. The 292 years either side of 1970 are too far apart for a long.</summary>
    public static TimeSpan Length(long start, long end) => ToTimeSpan(Nanoseconds(start, end));

    public static ulong Nanoseconds(long start, long end) => end > start ? unchecked((ulong)end - (ulong)start) : 0;

    public static TimeSpan ToTimeSpan(ulong nanoseconds) => TimeSpan.FromTicks((long)(nanoseconds / 100));

    private void Set(int node, Event e)
    {
        var start = UnixTime.From(e.Timestamp, e.TimestampRemainder);
        // A negative duration is a mistake of whoever measured it.
        var duration = e.Duration is { } given ? Math.Max(0, UnixTime.FromDuration(given, e.DurationRemainder)) : 0;
        _starts[node] = start;
        _ends[node] = start > long.MaxValue - duration ? long.MaxValue : start + duration;
        _isSpan[node] = e.Kind == EventKind.Span;
    }

    private void Enclose(int node, ReadOnlySpan<int> children)
    {
        var (start, end) = (long.MaxValue, long.MinValue);
        foreach (var child in children)
            (start, end) = (Math.Min(start, _starts[child]), Math.Max(end, _ends[child]));
        (_starts[node], _ends[node], _isSpan[node]) = (start, end, true);
    }
}
