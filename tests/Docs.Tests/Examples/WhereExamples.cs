namespace Otel.EventSink.Docs.Tests.Examples;

public static class WhereExamples
{
    public static async Task WhereEqual(IEventCollector events)
    {
        // <where-equal>
        var order = await events.Query().Where("data.order.id", Comparison.Equal, 1200).FirstOrDefaultAsync();
        Console.WriteLine(order?.Description);
        // </where-equal>
    }

    public static async Task WhereNumber(IEventCollector events)
    {
        // <where-number>
        var large = await events.Query().Where("data.order.total", Comparison.GreaterOrEqual, 400).CountAsync();
        Console.WriteLine($"{large} orders of 400 or more");
        // </where-number>
    }

    public static async Task WhereRange(IEventCollector events)
    {
        // <where-range>
        var middle = events.Query()
            .Where("data.order.total", Comparison.Greater, 100)
            .Where("data.order.total", Comparison.Less, 120.5);
        Console.WriteLine($"{await middle.CountAsync()} orders in between");
        // </where-range>
    }

    public static async Task WhereArray(IEventCollector events)
    {
        // <where-array>
        var lamps = await events.Query().Where("data.order.items[0].sku", Comparison.Equal, "lamp").CountAsync();
        Console.WriteLine($"{lamps} orders begin with a lamp");
        // </where-array>
    }

    public static async Task WhereBoolean(IEventCollector events)
    {
        // <where-boolean>
        var gifts = await events.Query().Where("data.gift", Comparison.Equal, true).CountAsync();
        Console.WriteLine($"{gifts} gifts");
        // </where-boolean>
    }

    public static async Task WhereNull(IEventCollector events)
    {
        // <where-null>
        var finished = await events.Query().Where("data.workflow.status", Comparison.NotEqual, null).CountAsync();
        Console.WriteLine($"{finished} events have a workflow status");
        // </where-null>
    }

    public static async Task WhereMetadata(IEventCollector events)
    {
        // <where-metadata>
        var second = await events.Query().Where("metadata.host.name", Comparison.Equal, "web-2").CountAsync();
        Console.WriteLine($"{second} orders were taken by web-2");
        // </where-metadata>
    }

    public static async Task WhereDottedKey(IEventCollector events)
    {
        // <where-dotted-key>
        // The key is "customer.country", with a dot in it; a path through nested objects is written the same way.
        var dutch = await events.Query().Where("data.customer.country", Comparison.Equal, "NL").CountAsync();
        Console.WriteLine($"{dutch} orders from the Netherlands");
        // </where-dotted-key>
    }

    public static async Task WhereException(IEventCollector events)
    {
        // <where-exception>
        var query = events.Query().Where("data.exception.type", Comparison.Equal, "System.TimeoutException");
        foreach (var e in await query.Limit(2).ToListAsync())
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Data["exception.message"]}");
        // </where-exception>
    }
}
