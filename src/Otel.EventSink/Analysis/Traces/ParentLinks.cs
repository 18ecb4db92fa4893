namespace Otel.EventSink.Analysis.Traces;

/// <summary>
/// Who is under whom. Nodes are numbers: an event's is its place in the input, those of missing spans follow. Links may still form
/// circles; <see cref="Forest"/> opens them.
/// </summary>
internal sealed class ParentLinks
{
    public const int None = -1;

    private readonly IReadOnlyList<Event> _events;
    private readonly SpanOwners _owners;
    private readonly List<int> _parents;
    private readonly List<MissingSpan> _missing = [];
    private readonly Dictionary<ulong, int> _missingById = [];

    private ParentLinks(IReadOnlyList<Event> events)
    {
        _events = events;
        _owners = new SpanOwners(events);
        _parents = new List<int>(events.Count);
    }

    /// <summary>The parent of each node, or <see cref="None"/>.</summary>
    public int[] Parents => [.. _parents];

    public ulong MissingId(int node) => _missing[node - _events.Count].Id;

    public static ParentLinks Of(IReadOnlyList<Event> events)
    {
        var links = new ParentLinks(events);
        for (var i = 0; i < events.Count; i++)
            links._parents.Add(events[i].Kind == EventKind.Span ? links.ParentOfSpan(i) : links.ParentOfEvent(i));
        // A span that is not there may have said where it belongs when it started; the one above it may be missing as well.
        for (var i = 0; i < links._missing.Count; i++)
            links._parents.Add(links._missing[i] is { Parent: not 0 } missing ? links.NodeOf(missing.Parent, missing.System) : None);
        return links;
    }

    private int ParentOfSpan(int node)
    {
        var e = _events[node];
        var (id, parent) = (e.SpanNumber, e.ParentSpanNumber);
        // Client and server that share one span id, or a span that came twice: the inner one goes under the outer one.
        if (id != 0 && _owners.Outer(id) is var outer && outer != node)
            return outer;
        return parent == 0 || parent == id ? None : NodeOf(parent, e.System);
    }

    private int ParentOfEvent(int node)
    {
        var e = _events[node];
        var (span, parent) = (e.SpanNumber, e.ParentSpanNumber);
        if (span == 0)
            return parent == 0 ? None : NodeOf(parent, e.System);
        var above = NodeOf(span, e.System);
        if (above >= _events.Count && parent != 0 && parent != span && _missing[above - _events.Count] is { Parent: 0 } missing)
            _missing[above - _events.Count] = missing with { Parent = parent, System = e.System };
        return above;
    }

    private int NodeOf(ulong span, SourceSystem system)
    {
        if (_owners.Find(span, system) is { } node)
            return node;
        if (!_missingById.TryGetValue(span, out node))
        {
            _missingById[span] = node = _events.Count + _missing.Count;
            _missing.Add(new MissingSpan(span, 0, system));
        }

        return node;
    }

    /// <param name="Parent">The id of the span above, 0 where nothing says so.</param>
    private readonly record struct MissingSpan(ulong Id, ulong Parent, SourceSystem System);
}
