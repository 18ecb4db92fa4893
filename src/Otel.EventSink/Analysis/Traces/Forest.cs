namespace Otel.EventSink.Analysis.Traces;

/// <summary>Roots and children in the order of time, in two arrays instead of an object for each node.</summary>
internal sealed class Forest
{
    private readonly int[] _siblings;
    private readonly int[] _begins;

    private Forest(int[] siblings, int[] begins)
    {
        _siblings = siblings;
        _begins = begins;
    }

    public int Count => _siblings.Length;

    public ReadOnlySpan<int> Roots => Children(ParentLinks.None);

    public ReadOnlySpan<int> Children(int node) => _siblings.AsSpan(_begins[node + 1].._begins[node + 2]);

    /// <param name="parents">Links; circles are opened in it.</param>
    /// <param name="events">How many of the nodes are events, which come first and in the order of time.</param>
    public static Forest Of(int[] parents, int events)
    {
        Circles.Open(parents);
        var begins = new int[parents.Length + 2];
        foreach (var parent in parents)
            begins[parent + 2]++;
        for (var i = 1; i < begins.Length; i++)
            begins[i] += begins[i - 1];

        var siblings = new int[parents.Length];
        var next = begins[..];
        foreach (var node in InOrderOfTime(parents, events))
            siblings[next[parents[node] + 1]++] = node;
        return new Forest(siblings, begins);
    }

    /// <summary>Every node, children before their parents.</summary>
    public int[] BottomUp()
    {
        var order = new int[Count];
        var found = Roots.Length;
        Roots.CopyTo(order);
        for (var i = 0; i < found; i++)
        {
            var children = Children(order[i]);
            children.CopyTo(order.AsSpan(found));
            found += children.Length;
        }

        Array.Reverse(order);
        return order;
    }

    // A missing span stands where the first event below it stands.
    private static int[] InOrderOfTime(int[] parents, int events)
    {
        var (nodes, places) = (new int[parents.Length], new int[parents.Length]);
        Array.Fill(places, int.MaxValue);
        for (var i = 0; i < events; i++)
        {
            places[i] = i;
            for (var above = parents[i]; above >= events && places[above] == int.MaxValue; above = parents[above])
                places[above] = i;
        }

        for (var i = 0; i < nodes.Length; i++)
            nodes[i] = i;
        Array.Sort(places, nodes);
        return nodes;
    }
}
