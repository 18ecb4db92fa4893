namespace Otel.EventSink.Tests;

/// <summary>Events over some days around a moment, with all that is hard about times and durations; some come again, some come late.</summary>
internal sealed class RandomEvents(Random random)
{
    private const long Hour = 3_600_000_000_000;
    private static readonly SourceSystem[] Systems = [new("shop"), new("store"), new("mail")];
    private static readonly EventType[] Types = [EventType.LogRecord, EventType.SpanCompleted, new("order.placed")];

    private static readonly Dictionary<string, object?> Thrown = new() { ["exception.type"] = "System.TimeoutException" };

    // A few days that hold 1970, or some of our own time.
    private readonly long _begin = random.Next(2) == 0 ? -40 * Hour : 490_000 * Hour;
    private readonly int _hours = random.Next(2, 80);
    private readonly List<Event> _known = [];

    public Event[] Batch() => [.. Enumerable.Range(0, random.Next(1, 120)).Select(_ => Next())];

    /// <summary>Anywhere, on the hour, or a nanosecond beside it.</summary>
    public long Time()
    {
        var onTheHour = _begin + random.Next(_hours) * Hour;
        return random.Next(4) switch
        {
            0 => onTheHour,
            1 => onTheHour + random.Next(-1, 2),
            _ => onTheHour + random.NextInt64(Hour),
        };
    }

    private Event Next()
    {
        // The same id again; sometimes with another time, as only a mistake would have it.
        if (_known.Count > 0 && random.Next(10) == 0)
            return random.Next(2) == 0 ? _known[random.Next(_known.Count)] : Random() with { Id = _known[random.Next(_known.Count)].Id };
        var e = Random();
        _known.Add(e);
        return e;
    }

    private Event Random()
    {
        var timestamp = UnixTime.ToTime(Time(), out var rest);
        var nanoseconds = Duration();
        var durationRest = 0;
        TimeSpan? duration = nanoseconds is { } ns ? UnixTime.ToDuration(ns, out durationRest) : null;
        return new Event
        {
            System = Systems[random.Next(Systems.Length)],
            Type = Types[random.Next(Types.Length)],
            Severity = (Severity)random.Next(5),
            Title = random.Next(2) == 0 ? $"Order {random.Next(100)} failed" : "random",
            Data = random.Next(3) == 0 ? Thrown : [],
            SourceComponent = random.Next(2) == 0 ? null : "Shop.Cart",
            Timestamp = timestamp,
            TimestampRemainder = rest,
            Duration = duration,
            DurationRemainder = durationRest,
        };
    }

    private long? Duration() => random.Next(8) switch
    {
        0 => null,
        1 => 0,
        2 => -random.NextInt64(1, Hour),
        3 => (1L << 53) + random.Next(-2, 2),
        4 => random.NextInt64(1L << 53, long.MaxValue - 1_000),
        5 => random.NextInt64(1, 1_000),
        _ => random.NextInt64(1L << random.Next(1, 50)),
    };
}
