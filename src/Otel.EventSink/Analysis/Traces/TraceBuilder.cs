namespace Otel.EventSink.Analysis.Traces;

/// <summary>
/// From the events of one correlation to the tree of their spans. Pure. Traces come from outside: they may be incomplete, skewed, a
/// hundred thousand spans deep or linked in circles, so nothing here recurses, and every event is in the tree exactly once.
/// </summary>
internal static class TraceBuilder
{
    public static TraceTree Build(IReadOnlyList<Event> eventsInTimeOrder)
    {
        var links = ParentLinks.Of(eventsInTimeOrder);
        var forest = Forest.Of(links.Parents, eventsInTimeOrder.Count);
        var intervals = Intervals.Of(eventsInTimeOrder, forest);
        var path = CriticalPath.Of(forest, intervals);
        var isOnPath = new bool[forest.Count];
        foreach (var node in path)
            isOnPath[node] = true;

        var selfTime = new SelfTime(forest, intervals);
        var nodes = new TraceNode[forest.Count];
        foreach (var node in forest.BottomUp())
        {
            var e = node < eventsInTimeOrder.Count ? eventsInTimeOrder[node] : null;
            nodes[node] = new TraceNode
            {
                Event = e,
                SpanId = e is null ? Ids.ToSpanId(links.MissingId(node)) : e.Kind == EventKind.Span ? e.SpanId : null,
                Duration = Intervals.Length(intervals.Start(node), intervals.End(node)),
                SelfTime = selfTime.Of(node),
                IsOnCriticalPath = isOnPath[node],
                Children = Nodes(forest.Children(node), nodes),
            };
        }

        return new TraceTree
        {
            Roots = Nodes(forest.Roots, nodes),
            Duration = Duration(forest, intervals),
            CriticalPath = Nodes(path.ToArray(), nodes),
            Systems = [.. eventsInTimeOrder.Select(static e => e.System).Distinct()],
        };
    }

    private static TraceNode[] Nodes(ReadOnlySpan<int> numbers, TraceNode[] nodes)
    {
        var chosen = numbers.IsEmpty ? [] : new TraceNode[numbers.Length];
        for (var i = 0; i < chosen.Length; i++)
            chosen[i] = nodes[numbers[i]];
        return chosen;
    }

    private static TimeSpan Duration(Forest forest, Intervals intervals)
    {
        var (start, end) = (long.MaxValue, long.MinValue);
        for (var node = 0; node < forest.Count; node++)
            (start, end) = (Math.Min(start, intervals.Start(node)), Math.Max(end, intervals.End(node)));
        return Intervals.Length(start, end);
    }
}
