namespace Otel.EventSink.Docs.Tests.Examples;

public static class LiveExamples
{
    public static async Task LiveSubscribe(IEventCollector events)
    {
        // <live-subscribe>
        var seen = new TaskCompletionSource<Event>();
        using var subscription = events.Subscribe(
            (e, ct) =>
            {
                seen.TrySetResult(e);
                return ValueTask.CompletedTask;
            },
            events.Query().MinSeverity(Severity.Error));

        events.TryCollect(new Event { System = new("shop"), Type = EventType.ErrorOccurred, Title = "Printer on fire", Severity = Severity.Error });
        Console.WriteLine((await seen.Task).Title);
        // </live-subscribe>
    }

    public static async Task LiveRead(IEventCollector events)
    {
        // <live-read>
        // Everything that arrived behind the latest session, then whatever comes.
        var last = await events.Query().System(SourceSystem.SessionBuddy).FirstOrDefaultAsync();
        var from = events.Query().MinSeverity(Severity.Warning).After(EventCursor.Behind(last!, EventField.Sequence));
        await foreach (var e in events.ReadLiveAsync(from))
        {
            Console.WriteLine($"{e.Timestamp:HH:mm:ss}  {e.Title}");
            if (e.SourceComponent == "Payments.Bank")
                break;
        }
        // </live-read>
    }

    public static async Task LiveHealth(IEventCollector events)
    {
        // <live-health>
        using var subscription = events.Subscribe((e, ct) => ValueTask.CompletedTask);
        var health = await events.CheckHealthAsync();
        Console.WriteLine($"{health.SubscriberCount} subscriber, {health.Subscribers[0].Dropped} events missed");
        // </live-health>
    }
}
