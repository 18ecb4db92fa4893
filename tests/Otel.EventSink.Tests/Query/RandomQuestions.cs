namespace Otel.EventSink.Tests;

/// <summary>Events with common and rare names, and questions about them, each with a plain evaluation.</summary>
internal sealed class RandomQuestions(Random random)
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Tags = ["eu", "us", "slow", "new"];

    private readonly int _hours = random.Next(1, 30);

    public DateTimeOffset Time() => random.Next(5) switch
    {
        // Many at the same moment, on the hour, and beside it.
        0 => Begin.AddHours(random.Next(_hours)),
        1 => Begin.AddHours(random.Next(_hours)).AddTicks(random.Next(-1, 2)),
        2 => Begin.AddMinutes(random.Next(_hours * 60)),
        _ => Begin.AddTicks(random.NextInt64(_hours * TimeSpan.TicksPerHour)),
    };

    public Event Event() => new()
    {
        Title = $"title {Skewed(5)}",
        Timestamp = Time(),
        System = new($"system {Skewed(9)}"),
        Type = new($"type.{Skewed(11)}"),
        SourceComponent = random.Next(4) == 0 ? null : $"component {Skewed(13)}",
        Severity = (Severity)Math.Min(4, Skewed(6)),
        Tags = [.. Tags.Where(_ => random.Next(6) == 0)],
        Duration = random.Next(3) == 0 ? null : TimeSpan.FromMilliseconds(random.Next(50)),
        Data = new Dictionary<string, object?> { ["n"] = random.Next(10) },
    };

    /// <summary>Up to three conditions that all must hold.</summary>
    public (Func<EventQuery, EventQuery> Ask, Func<Event, bool> Holds) Filter()
    {
        var conditions = Enumerable.Range(0, random.Next(4)).Select(_ => Condition()).ToList();
        return (query => conditions.Aggregate(query, (q, c) => c.Ask(q)), e => conditions.TrueForAll(c => c.Holds(e)));
    }

    private (Func<EventQuery, EventQuery> Ask, Func<Event, bool> Holds) Condition()
    {
        var (system, other) = (new SourceSystem($"system {random.Next(11)}"), new SourceSystem($"system {Skewed(9)}"));
        var type = new EventType($"type.{random.Next(12)}");
        var component = $"component {random.Next(14)}";
        var (tag, second) = (Tags[random.Next(4)], Tags[random.Next(4)]);
        var severity = (Severity)random.Next(5);
        var (since, until) = (Time(), Time());
        if (since > until)
            (since, until) = (until, since);
        var duration = TimeSpan.FromMilliseconds(random.Next(50));
        var n = random.Next(10);
        return random.Next(13) switch
        {
            0 => (q => q.System(system), e => e.System == system),
            1 => (q => q.System(system, other), e => e.System == system || e.System == other),
            2 => (q => q.Type(type), e => e.Type == type),
            3 or 4 => (q => q.SourceComponent(component), e => e.SourceComponent == component),
            5 => (q => q.Severity(severity), e => e.Severity == severity),
            6 => (q => q.MinSeverity(severity), e => e.Severity >= severity),
            7 => (q => q.Tags(tag, second), e => e.Tags.Contains(tag) && e.Tags.Contains(second)),
            8 => (q => q.AnyTag(tag, second), e => e.Tags.Contains(tag) || e.Tags.Contains(second)),
            9 => (q => q.Between(since, until), e => e.Timestamp >= since && e.Timestamp < until),
            10 => (q => q.MinDuration(duration), e => e.Duration >= duration),
            11 => (q => q.Where("data.n", Comparison.Equal, n), e => (long)e.Data["n"]! == n),
            _ => (q => q.Search($"TITLE {n}"), e => e.Title == $"title {n}"),
        };
    }

    /// <summary>0 half the time, 1 a quarter, and so on: the last ones hardly ever.</summary>
    private int Skewed(int count)
    {
        var i = 0;
        while (i < count - 1 && random.Next(2) == 0)
            i++;
        return i;
    }
}
