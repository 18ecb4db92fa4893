using System.Collections;
using System.Diagnostics;

namespace Otel.EventSink;

/// <summary>All events of one correlation in the order of time, as a list, and as a tree of spans.</summary>
public sealed class CorrelationTrace : IReadOnlyList<Event>
{
    private readonly IReadOnlyList<Event> _events;

    internal CorrelationTrace(string correlationId, IReadOnlyList<Event> events, TraceTree tree)
    {
        CorrelationId = correlationId;
        _events = events;
        Tree = tree;
    }

    /// <summary>The correlation asked for.</summary>
    public string CorrelationId { get; }

    /// <summary>Parents and children, self time, critical path.</summary>
    public TraceTree Tree { get; }

    /// <summary>How many events there are; 0 where the correlation is not known.</summary>
    public int Count => _events.Count;

    /// <summary>An event, by its place in time.</summary>
    public Event this[int index] => _events[index];

    /// <inheritdoc/>
    public IEnumerator<Event> GetEnumerator() => _events.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>The spans of a correlation by their parents, with the other events under the span they happened in.</summary>
public sealed record TraceTree
{
    /// <summary>What has no parent, in the order of time. Several where the correlation spans several traces or events without a span.</summary>
    public required IReadOnlyList<TraceNode> Roots { get; init; }

    /// <summary>From the first start to the last end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>
    /// The chain of spans that determined how long the longest root took: at each moment, going back from its end, the child that ended
    /// last. In the order of time. Shortening anything else would not have made it faster.
    /// </summary>
    public required IReadOnlyList<TraceNode> CriticalPath { get; init; }

    /// <summary>The systems that took part, in the order of their first event.</summary>
    public required IReadOnlyList<SourceSystem> Systems { get; init; }
}

/// <summary>A span, an event within one, or a span that is only known as a parent.</summary>
public sealed record TraceNode
{
    /// <summary>The event; null where only its children say that it was there (<see cref="IsMissing"/>).</summary>
    public required Event? Event { get; init; }

    /// <summary>The span's id; null for an event that is no span.</summary>
    public required ActivitySpanId? SpanId { get; init; }

    /// <summary>Whether the span itself is not in the store: not ended yet, not recorded, deleted, or of a program that records elsewhere.</summary>
    public bool IsMissing => Event is null;

    /// <summary>How long it took; zero for what has no duration, for a missing span from its first child's start to its last child's end.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The part of the duration during which none of its child spans ran.</summary>
    public required TimeSpan SelfTime { get; init; }

    /// <summary>Whether it is part of the critical path.</summary>
    public required bool IsOnCriticalPath { get; init; }

    /// <summary>Child spans and events that happened in this span, in the order of time.</summary>
    public required IReadOnlyList<TraceNode> Children { get; init; }
}
