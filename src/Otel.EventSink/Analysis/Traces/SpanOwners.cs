namespace Otel.EventSink.Analysis.Traces;

/// <summary>Which node a span id means. Two spans may have the same one: client and server in Zipkin's way, or a span recorded twice.</summary>
internal sealed class SpanOwners
{
    private readonly IReadOnlyList<Event> _events;
    private readonly Dictionary<ulong, int> _outer = [];
    private readonly Dictionary<(ulong Id, SourceSystem System), int> _shared = [];

    public SpanOwners(IReadOnlyList<Event> events)
    {
        _events = events;
        for (var i = 0; i < events.Count; i++)
            if (events[i] is { Kind: EventKind.Span, SpanId: { } span } && Ids.ToUInt64(span) is not 0 and var id && !_outer.TryAdd(id, i))
                Share(id, _outer[id], i);
    }

    /// <summary>Of the spans with this id, which there must be, the longest: the outer side of a call. The first of equals.</summary>
    public int Outer(ulong id) => _outer[id];

    /// <summary>The span that is meant by a child or a log record of this system.</summary>
    public int? Find(ulong id, SourceSystem system) =>
        !_outer.TryGetValue(id, out var outer) ? null
        : _events[outer].System != system && _shared.TryGetValue((id, system), out var own) ? own
        : outer;

    private void Share(ulong id, int outer, int other)
    {
        _shared.TryAdd((id, _events[outer].System), outer);
        _shared.TryAdd((id, _events[other].System), other);
        if (DurationOf(other) > DurationOf(outer))
            _outer[id] = other;
    }

    private long DurationOf(int node) => UnixTime.FromDuration(_events[node].Duration ?? TimeSpan.Zero, _events[node].DurationRemainder);
}
