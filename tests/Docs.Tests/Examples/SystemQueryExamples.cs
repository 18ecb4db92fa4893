namespace Otel.EventSink.Docs.Tests.Examples;

public static class SystemQueryExamples
{
    public static async Task AskMahavishnu(IEventCollector events)
    {
        // <ask-mahavishnu>
        var releases = events.Query()
            .System(SourceSystem.Mahavishnu)
            .Type(EventType.WorkflowCompleted, EventType.WorkflowFailed);
        foreach (var e in await releases.ToListAsync())
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Duration:mm\\:ss}  {e.Type}");
        // </ask-mahavishnu>
    }

    public static async Task AskCrackerjack(IEventCollector events)
    {
        // <ask-crackerjack>
        var runs = events.Query().System(SourceSystem.Crackerjack).Type(EventType.TestPassed, EventType.TestFailed);
        foreach (var e in await runs.ToListAsync())
            if (e.Data["tests"] is IReadOnlyDictionary<string, object?> tests)
                Console.WriteLine($"{e.Timestamp:MMM dd}  {tests["passed"]} passed, {tests["failed"]} failed");
        // </ask-crackerjack>
    }

    public static async Task AskSessionBuddy(IEventCollector events)
    {
        // <ask-session-buddy>
        var session = events.Query().System(SourceSystem.SessionBuddy).CorrelationId("session-11");
        foreach (var e in await session.OrderBy(EventField.Timestamp, descending: false).ToListAsync())
            Console.WriteLine($"{e.Timestamp:HH:mm}  {e.Type}");
        // </ask-session-buddy>
    }

    public static async Task AskAkosha(IEventCollector events)
    {
        // <ask-akosha>
        var slow = events.Query()
            .System(SourceSystem.Akosha)
            .Type(EventType.AnalyticsQuery)
            .MinDuration(TimeSpan.FromSeconds(1));
        foreach (var e in await slow.ToListAsync())
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Duration?.TotalMilliseconds} ms  {e.Title}");
        // </ask-akosha>
    }

    public static async Task AskOneiric(IEventCollector events)
    {
        // <ask-oneiric>
        var changes = events.Query()
            .System(SourceSystem.Oneiric)
            .Where("data.key", Comparison.Equal, "payments.timeout");
        foreach (var e in await changes.ToListAsync())
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Data["old"]} became {e.Data["new"]}");
        // </ask-oneiric>
    }

    public static async Task AskFive(IEventCollector events)
    {
        // <ask-five>
        // One release across two systems, by the correlation that both carry.
        var release = events.Query().CorrelationId("release-03-12").AsAsyncEnumerable();
        foreach (var (system, count) in await release.CountBy(e => e.System).OrderBy(p => p.Key.Name).ToListAsync())
            Console.WriteLine($"{count}  {system}");
        // </ask-five>
    }
}
