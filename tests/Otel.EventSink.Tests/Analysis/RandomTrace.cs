using System.Diagnostics;

namespace Otel.EventSink.Tests;

internal static class RandomTrace
{
    private static readonly DateTimeOffset Zero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly SourceSystem[] Systems = [new("shop"), new("store"), new("mail")];

    /// <summary>Anything: parents that are missing, below, or the span itself; ids that come twice; times without regard to parents.</summary>
    public static IReadOnlyList<Event> Wild(Random random, int count)
    {
        var ids = random.Next(1, count + 2);
        return InOrder(Enumerable.Range(0, count).Select(_ => new Event
        {
            System = Systems[random.Next(Systems.Length)],
            Type = EventType.SpanCompleted,
            Title = "wild",
            Kind = (EventKind)random.Next(3),
            SpanId = random.Next(5) == 0 ? null : TraceText.SpanId(random.Next(ids)),
            ParentSpanId = random.Next(4) == 0 ? null : TraceText.SpanId(random.Next(ids)),
            Timestamp = Zero.AddTicks(random.Next(1_000)),
            TimestampRemainder = random.Next(100),
            Duration = random.Next(4) == 0 ? null : TimeSpan.FromTicks(random.Next(-10, 1_000)),
            DurationRemainder = 0,
        }));
    }

    /// <summary>Every span lies within its parent, and no two children of one run at the same time.</summary>
    public static IReadOnlyList<Event> Sequential(Random random, int count)
    {
        var spans = new List<Event>();
        var open = new List<(ActivitySpanId? Parent, long Start, long End)> { (null, 0, 10_000_000) };
        while (spans.Count < count && open.Count > 0)
        {
            var at = random.Next(open.Count);
            var (parent, start, end) = open[at];
            open.RemoveAt(at);
            var id = TraceText.SpanId(spans.Count + 1);
            spans.Add(Span(id, parent, start, end - start));
            for (var cursor = start; cursor < end && random.Next(6) != 0;)
            {
                var childStart = random.NextInt64(cursor, end);
                var childEnd = random.NextInt64(childStart, end + 1);
                open.Add((id, childStart, childEnd));
                cursor = childEnd;
            }
        }

        return InOrder(spans);
    }

    public static IReadOnlyList<Event> Large(string shape, int count) => [.. Enumerable.Range(1, count).Select(i => Span(
        TraceText.SpanId(i),
        shape switch
        {
            "chain" => i == 1 ? null : TraceText.SpanId(i - 1),
            "fan" => i == 1 ? null : TraceText.SpanId(1),
            "circle" => TraceText.SpanId(i == 1 ? count : i - 1),
            _ => TraceText.SpanId(count + 1 + i / 2),
        },
        i,
        shape == "fan" ? i == 1 ? 2 * count : 5 : 2 * (count - i) + 1))];

    private static Event Span(ActivitySpanId id, ActivitySpanId? parent, long start, long duration) => new()
    {
        System = Systems[0],
        Type = EventType.SpanCompleted,
        Title = "span",
        Kind = EventKind.Span,
        SpanId = id,
        ParentSpanId = parent,
        Timestamp = Zero.AddTicks(start),
        Duration = TimeSpan.FromTicks(duration),
    };

    private static List<Event> InOrder(IEnumerable<Event> events) => [.. events.OrderBy(e => UnixTime.From(e.Timestamp, e.TimestampRemainder))];
}
