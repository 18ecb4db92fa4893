using static Otel.EventSink.Docs.Tests.Seeding.Make;

namespace Otel.EventSink.Docs.Tests.Seeding;

/// <summary>Sessions, analytics and configuration on working days.</summary>
internal static class SystemEvents
{
    public static IEnumerable<Event> All() => [.. Enumerable.Range(9, 4).SelectMany(Day), .. Incidents()];

    private static IEnumerable<Event> Day(int day)
    {
        var session = $"session-{day:00}";
        yield return Session(March(day, 8, 30), EventType.SessionCreated, "Session created", session) with { Data = Data(("project", "shop"), ("user", "anna")) };
        yield return Session(March(day, 10), EventType.SessionCheckpoint, "Checkpoint", session) with { Duration = Ms(310 + day), Data = Data(("quality_score", 60 + day)) };
        yield return Session(March(day, 11, 15), EventType.SessionUpdated, "Session updated", session);
        yield return Simple(March(day, 9), SourceSystem.Akosha, EventType.AnalyticsQuery, "Trend of quality_score") with
        {
            SourceComponent = "akosha.observability.tracing",
            Duration = Ms(day == 12 ? 1850 : 240 + day),
            Data = Data(("metric.name", "quality_score"), ("window", "7d")),
        };
        yield return Simple(March(day, 9, 30), SourceSystem.Akosha, EventType.AggregationCompleted, "Memories aggregated") with { Duration = Ms(5200), Data = Data(("memories", 1200 + day)) };
        if (day == 12)
            yield break;
        yield return Session(March(day, 17), EventType.SessionDeleted, "Session ended", session);
    }

    private static IEnumerable<Event> Incidents()
    {
        yield return Simple(March(9, 7), SourceSystem.Oneiric, EventType.LifecycleStart, "Adapters started") with { SourceComponent = "lifecycle.adapter" };
        yield return Simple(March(11, 13, 20), SourceSystem.Oneiric, EventType.ConfigChanged, "Setting changed") with { Data = Data(("key", "payments.timeout"), ("old", "5s"), ("new", "2s")), Tags = ["config"] };
        yield return Simple(March(11, 13, 20, 1), SourceSystem.Oneiric, EventType.ConfigReloaded, "Settings reloaded") with { Duration = Ms(18), Tags = ["config"] };
        yield return Simple(March(11, 13, 21), SourceSystem.Oneiric, EventType.ConfigValidated, "Setting payments.timeout is unusually low", Severity.Warning) with { Tags = ["config"] };
        yield return Simple(March(12, 7, 5), SourceSystem.Oneiric, EventType.LifecycleRestart, "Adapter swap failed", Severity.Error) with
        {
            SourceComponent = "lifecycle.adapter",
            Duration = Ms(41.7),
            Data = Data(("adapter", "cache"), ("from", "memory"), ("to", "redis")),
        };
        yield return Simple(March(11, 21, 30), SourceSystem.Akosha, EventType.AnomalyDetected, "Unusually many orders", Severity.Warning) with { Data = Data(("metric.name", "orders"), ("score", 8.2)) };
        yield return Simple(March(12, 9, 1), SourceSystem.Akosha, EventType.InsightDetected, "Quality falls on days after a sale") with { Data = Data(("confidence", 0.82)) };
    }

    private static Event Session(DateTimeOffset time, EventType type, string title, string id) =>
        Simple(time, SourceSystem.SessionBuddy, type, title) with { CorrelationId = id, SourceComponent = "session_buddy.sessions" };
}
