namespace Otel.EventSink.Analysis.Traces;

/// <summary>
/// The part of a node's interval during which none of its child spans ran. Children that run at the same time count once, and only
/// as far as they lie within their parent: clocks of two machines differ, and not every parent waits.
/// </summary>
internal sealed class SelfTime(Forest forest, Intervals intervals)
{
    private readonly List<(long Start, long End)> _spans = [];

    public TimeSpan Of(int node)
    {
        _spans.Clear();
        foreach (var child in forest.Children(node))
            if (intervals.IsSpan(child))
                _spans.Add((intervals.Start(child), intervals.End(child)));
        _spans.Sort();

        ulong self = 0;
        var covered = intervals.Start(node);
        foreach (var (start, end) in _spans)
        {
            self += Intervals.Nanoseconds(covered, Math.Min(start, intervals.End(node)));
            covered = Math.Max(covered, end);
        }

        return Intervals.ToTimeSpan(self + Intervals.Nanoseconds(covered, intervals.End(node)));
    }
}
