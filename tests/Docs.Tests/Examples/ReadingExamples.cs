namespace Otel.EventSink.Docs.Tests.Examples;

public static class ReadingExamples
{
    public static async Task ReadCount(IEventCollector events)
    {
        // <read-count>
        Console.WriteLine($"{await events.Query().CountAsync()} events");
        // </read-count>
    }

    public static async Task ReadFirst(IEventCollector events)
    {
        // <read-first>
        var last = await events.Query().Type(EventType.TestFailed).FirstOrDefaultAsync();
        Console.WriteLine(last is null ? "no test has failed" : $"{last.Timestamp:MMM dd HH:mm}  {last.Description}");
        // </read-first>
    }

    public static async Task ReadStream(IEventCollector events)
    {
        // <read-stream>
        var total = 0.0;
        await foreach (var e in events.Query().Type(new EventType("order.placed")).AsAsyncEnumerable())
            if (e.Data["order"] is IReadOnlyDictionary<string, object?> order)
                total += (double)order["total"]!;
        Console.WriteLine($"sold for {total:F2}");
        // </read-stream>
    }

    public static async Task ReadCancel(IEventCollector events)
    {
        // <read-cancel>
        using var timeout = new CancellationTokenSource(TimeSpan.Zero);
        try
        {
            await events.Query().Search("needle").ToListAsync(timeout.Token);
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped");
        }
        // </read-cancel>
    }

    public static async Task ReadData(IEventCollector events)
    {
        // <read-data>
        var e = await events.Query().Type(EventType.TestPassed).FirstOrDefaultAsync();
        var tests = (IReadOnlyDictionary<string, object?>)e!.Data["tests"]!;
        Console.WriteLine($"{tests["passed"]} passed, a {tests["passed"]!.GetType().Name}");
        // </read-data>
    }

    public static Task ReadWrongArgument(IEventCollector events)
    {
        // <read-wrong-argument>
        try
        {
            events.Query().Where("order.id", Comparison.Equal, 1200);
        }
        catch (ArgumentException e)
        {
            Console.WriteLine(e.Message);
        }
        // </read-wrong-argument>
        return Task.CompletedTask;
    }

    public static async Task ReadGroup(IEventCollector events)
    {
        // <read-group>
        var orders = events.Query().Type(new EventType("order.placed")).Last(TimeSpan.FromDays(1)).AsAsyncEnumerable();
        foreach (var (country, count) in await orders.CountBy(e => (string)e.Data["customer.country"]!).OrderBy(p => p.Key).ToListAsync())
            Console.WriteLine($"{country}  {count}");
        // </read-group>
    }
}
