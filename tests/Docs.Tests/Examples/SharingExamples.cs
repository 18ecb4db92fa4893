namespace Otel.EventSink.Docs.Tests.Examples;

public static class SharingExamples
{
    public static async Task OpProcesses(DirectoryInfo folder)
    {
        // <op-processes>
        // Two collectors stand for two processes.
        var file = Path.Combine(folder.FullName, "events.db");
        await using var shop = EventCollector.Open(file);
        await using var billing = EventCollector.Open(file);
        await shop.CollectAsync(new Event { System = new("shop"), Type = new("order.placed"), Title = "Order placed" });
        await billing.CollectAsync(new Event { System = new("billing"), Type = new("invoice.sent"), Title = "Invoice sent" });
        Console.WriteLine($"{await shop.Query().CountAsync()} events, seen by both: {await billing.Query().CountAsync()}");
        // </op-processes>
    }

    public static async Task OpFailure(EventSinkOptions options)
    {
        // <op-failure>
        options.OnFailure = failure => Console.WriteLine($"{failure.Operation}: {failure.Message}");
        await using var collector = EventCollector.Open(options);
        // </op-failure>
        using var subscription = collector.Subscribe((e, ct) => throw new InvalidOperationException("a bad day"));
        await collector.CollectAsync(new Event { System = new("shop"), Type = new("door.opened"), Title = "Door opened" });
        for (var i = 0; i < 500 && (await collector.CheckHealthAsync()).LastError is null; i++)
            await Task.Delay(10);
    }

    public static Task OpWrongOptions(EventSinkOptions options)
    {
        // <op-wrong-options>
        options.QueueCapacity = 7;
        try
        {
            EventCollector.Open(options);
        }
        catch (ArgumentException e)
        {
            Console.WriteLine(e.Message);
        }
        // </op-wrong-options>
        return Task.CompletedTask;
    }

    public static async Task OpFullQueue(EventSinkOptions options)
    {
        // <op-full-queue>
        options.FullMode = QueueFullMode.DropOldest;
        options.QueueCapacity = 4_096;
        await using var collector = EventCollector.Open(options);
        var health = await collector.CheckHealthAsync();
        Console.WriteLine($"{health.QueueCapacity} places; what is dropped is counted: {health.Dropped.Count} reasons so far");
        // </op-full-queue>
    }
}
