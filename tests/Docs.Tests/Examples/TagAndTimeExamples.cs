namespace Otel.EventSink.Docs.Tests.Examples;

public static class TagAndTimeExamples
{
    public static async Task FilterTags(IEventCollector events)
    {
        // <filter-tags>
        var checks = await events.Query().Tags("release", "quality").CountAsync();
        Console.WriteLine($"{checks} events have both tags");
        // </filter-tags>
    }

    public static async Task FilterAnyTag(IEventCollector events)
    {
        // <filter-any-tag>
        var orders = await events.Query().AnyTag("app", "sale").CountAsync();
        Console.WriteLine($"{orders} events have at least one of the tags");
        // </filter-any-tag>
    }

    public static async Task FilterLast(IEventCollector events)
    {
        // <filter-last>
        var lastHour = events.Query().Last(TimeSpan.FromHours(1));
        Console.WriteLine($"{await lastHour.CountAsync()} events within the last hour");
        // </filter-last>
    }

    public static async Task FilterBetween(IEventCollector events)
    {
        // <filter-between>
        var since = new DateTimeOffset(2026, 3, 11, 20, 0, 0, TimeSpan.Zero);
        var sale = events.Query().Between(since, since.AddHours(1)).Type(new EventType("order.placed"));
        Console.WriteLine($"{await sale.CountAsync()} orders from 20:00 until before 21:00");
        // </filter-between>
    }

    public static async Task FilterCorrelation(IEventCollector events)
    {
        // <filter-correlation>
        var release = await events.Query().CorrelationId("release-03-12").OrderBy(EventField.Timestamp, descending: false).Limit(4).ToListAsync();
        foreach (var e in release)
            Console.WriteLine($"{e.Timestamp:HH:mm:ss}  {e.System,-11}  {e.Title}");
        // </filter-correlation>
    }

    public static async Task FilterSearch(IEventCollector events)
    {
        // <filter-search>
        foreach (var e in await events.Query().Search("adapter SWAP").ToListAsync())
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Title}");
        // </filter-search>
    }

    public static async Task FilterDurations(IEventCollector events)
    {
        // <filter-durations>
        var query = events.Query()
            .Type(EventType.AnalyticsQuery)
            .MinDuration(TimeSpan.FromMilliseconds(200))
            .MaxDuration(TimeSpan.FromSeconds(1));
        Console.WriteLine($"{await query.CountAsync()} analytics queries took between 200 ms and 1 s");
        // </filter-durations>
    }
}
