namespace Otel.EventSink.Docs.Tests.Examples;

public static class OrderExamples
{
    public static async Task OrderOldestFirst(IEventCollector events)
    {
        // <order-oldest-first>
        foreach (var e in await events.Query().System(SourceSystem.Oneiric).OrderBy(EventField.Timestamp, descending: false).Limit(2).ToListAsync())
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Title}");
        // </order-oldest-first>
    }

    public static async Task OrderSlowest(IEventCollector events)
    {
        // <order-slowest>
        foreach (var e in await events.Query().OrderBy(EventField.Duration).Limit(3).ToListAsync())
            Console.WriteLine($"{e.Duration?.TotalSeconds,7:F1} s  {e.Title}");
        // </order-slowest>
    }

    public static async Task OrderGravest(IEventCollector events)
    {
        // <order-gravest>
        foreach (var e in await events.Query().OrderBy(EventField.Severity).Limit(2).ToListAsync())
            Console.WriteLine($"{e.Severity,-8} {e.Title}");
        // </order-gravest>
    }

    public static async Task OrderName(IEventCollector events)
    {
        // <order-name>
        var first = await events.Query().OrderBy(EventField.Type, descending: false).FirstOrDefaultAsync();
        var last = await events.Query().OrderBy(EventField.System).FirstOrDefaultAsync();
        Console.WriteLine($"from {first?.Type} to {last?.System}");
        // </order-name>
    }

    public static async Task OrderArrival(IEventCollector events)
    {
        // <order-arrival>
        var latest = await events.Query().OrderBy(EventField.Sequence).FirstOrDefaultAsync();
        Console.WriteLine($"the last to arrive: {latest?.Title}, number {latest?.Sequence}");
        // </order-arrival>
    }

    public static async Task QueryCombined(IEventCollector events)
    {
        // <query-combined>
        var query = events.Query()
            .System(new SourceSystem("shop"))
            .Type(new EventType("order.placed"))
            .Last(TimeSpan.FromDays(1))
            .Tags("sale")
            .Where("data.order.total", Comparison.Greater, 300)
            .OrderBy(EventField.Duration)
            .Limit(3);
        foreach (var e in await query.ToListAsync())
            Console.WriteLine($"{e.Description}  {e.Duration?.TotalMilliseconds} ms");
        // </query-combined>
    }

    public static async Task QueryImmutable(IEventCollector events)
    {
        // <query-immutable>
        var shop = events.Query().System(new SourceSystem("shop"));
        var errors = shop.MinSeverity(Severity.Error);
        Console.WriteLine($"{await errors.CountAsync()} of {await shop.CountAsync()}");
        // </query-immutable>
    }
}
