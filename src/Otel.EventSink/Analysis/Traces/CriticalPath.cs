namespace Otel.EventSink.Analysis.Traces;

/// <summary>
/// The backward walk of CRISP (Zhang et al., "CRISP: Critical Path Analysis of Large-Scale Microservice Architectures", USENIX ATC
/// 2022): from the end of the longest root, the child that ended last is what it waited for; before that child started, the one that
/// had ended last by then; and so on, and within each of them likewise. As there, a child that runs on after its parent counts up to
/// the parent's end, and one that lies outside of it altogether does not count.
/// </summary>
internal static class CriticalPath
{
    /// <summary>Nodes in the order of time, parents before their children; empty where there is no span.</summary>
    public static List<int> Of(Forest forest, Intervals intervals)
    {
        var path = new List<int>();
        if (LongestRoot(forest, intervals) is not { } root)
            return path;

        var candidates = new List<Part>();
        var open = new Stack<Part>();
        open.Push(new Part(root, intervals.Start(root), intervals.End(root)));
        while (open.TryPop(out var parent))
        {
            path.Add(parent.Node);
            FindChildren(parent, forest, intervals, candidates);
            var now = parent.End;
            // The last one is pushed first, so that the first one comes next.
            foreach (var child in candidates)
            {
                if (child.End > now)
                    continue;
                open.Push(child);
                now = child.Start;
            }
        }

        return path;
    }

    /// <summary>Child spans as far as they ran within this part of their parent, the last end first; of those that ended together, the longest.</summary>
    private static void FindChildren(Part parent, Forest forest, Intervals intervals, List<Part> children)
    {
        children.Clear();
        foreach (var child in forest.Children(parent.Node))
        {
            var part = new Part(child, Math.Max(intervals.Start(child), parent.Start), Math.Min(intervals.End(child), parent.End));
            // Nothing becomes faster for want of what took no time.
            if (intervals.IsSpan(child) && part.Start < part.End)
                children.Add(part);
        }

        children.Sort(static (a, b) => (b.End, a.Start, a.Node).CompareTo((a.End, b.Start, b.Node)));
    }

    private static int? LongestRoot(Forest forest, Intervals intervals)
    {
        int? longest = null;
        ulong most = 0;
        foreach (var root in forest.Roots)
        {
            var length = Intervals.Nanoseconds(intervals.Start(root), intervals.End(root));
            if (intervals.IsSpan(root) && (longest is null || length > most))
                (longest, most) = (root, length);
        }

        return longest;
    }

    private readonly record struct Part(int Node, long Start, long End);
}
