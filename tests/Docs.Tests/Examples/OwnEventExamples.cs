namespace Otel.EventSink.Docs.Tests.Examples;

public static class OwnEventExamples
{
    public static async Task OwnOpen(DirectoryInfo folder)
    {
        // <own-open>
        var file = Path.Combine(folder.FullName, "events.db");
        await using var collector = EventCollector.Open(file);
        Console.WriteLine($"{await collector.Query().CountAsync()} events in a new file");
        // </own-open>
    }

    public static async Task OwnEvent(IEventCollector events)
    {
        // <own-event>
        await events.CollectAsync(new Event
        {
            System = new SourceSystem("shop"),
            Type = new EventType("order.refunded"),
            Title = "Order refunded",
            Severity = Severity.Warning,
            Data = new Dictionary<string, object?> { ["order.id"] = 1200, ["reason"] = "too small" },
            Tags = ["web", "refund"],
            CorrelationId = "order-1200",
            Duration = TimeSpan.FromMilliseconds(12),
        });
        var stored = await events.Query().CorrelationId("order-1200").FirstOrDefaultAsync();
        Console.WriteLine($"{stored!.Type}: {stored.Data["reason"]}");
        // </own-event>
    }

    public static async Task OwnBatch(IEventCollector events, TimeProvider time)
    {
        // <own-batch>
        var batch = Enumerable.Range(1, 500).Select(i => new Event
        {
            System = SourceSystem.Crackerjack,
            Type = EventType.QualityIssueFound,
            Title = $"Issue {i}",
            Timestamp = time.GetUtcNow(),
        }).ToList();
        await events.CollectAsync(batch); // all are committed now
        Console.WriteLine(await events.Query().Search("Issue 500").CountAsync());
        // </own-batch>
    }

    public static async Task OwnTry(IEventCollector events)
    {
        // <own-try>
        var taken = events.TryCollect(new Event { System = new("shop"), Type = new("door.opened"), Title = "Door opened" });
        await events.FlushAsync(); // committed: survives the death of the process
        await events.FlushAsync(Durability.Synced); // on the disk: survives power loss
        Console.WriteLine(taken);
        // </own-try>
    }

    public static async Task OwnId(IEventCollector events)
    {
        // <own-id>
        // The same id, the same event: delivering it twice is harmless.
        var e = new Event { Id = Guid.Parse("0195a1b2-0000-7000-8000-000000000001"), System = new("shop"), Type = new("invoice.sent"), Title = "Invoice sent" };
        await events.CollectAsync(e);
        await events.CollectAsync(e);
        Console.WriteLine(await events.Query().Type(new EventType("invoice.sent")).CountAsync());
        // </own-id>
    }

    public static Task OwnNames(IEventCollector events)
    {
        // <own-names>
        Console.WriteLine(EventType.WorkflowStarted == new EventType("workflow.started"));
        Console.WriteLine(new SourceSystem("billing").Name);
        try
        {
            _ = new EventType("order placed");
        }
        catch (ArgumentException e)
        {
            Console.WriteLine(e.Message);
        }
        // </own-names>
        return Task.CompletedTask;
    }
}
