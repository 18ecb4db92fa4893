namespace Otel.EventSink.Analysis.Traces;

/// <summary>Parent links may lead back to where they began, by mistake or on purpose. The earliest node of a circle becomes a root.</summary>
internal static class Circles
{
    public static void Open(int[] parents)
    {
        // The walk that first came by a node, from 1: to meet one's own walk again is to have found a circle. Each node is walked once.
        var walks = new int[parents.Length];
        for (var start = 0; start < parents.Length; start++)
        {
            var node = start;
            while (node != ParentLinks.None && walks[node] == 0)
            {
                walks[node] = start + 1;
                node = parents[node];
            }

            if (node != ParentLinks.None && walks[node] == start + 1)
                parents[EarliestOf(node, parents)] = ParentLinks.None;
        }
    }

    private static int EarliestOf(int circle, int[] parents)
    {
        var earliest = circle;
        for (var node = parents[circle]; node != circle; node = parents[node])
            earliest = Math.Min(earliest, node);
        return earliest;
    }
}
