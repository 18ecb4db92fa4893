namespace Otel.EventSink.Docs.Tests.Examples;

public static class FilterExamples
{
    public static async Task FilterSystem(IEventCollector events)
    {
        // <filter-system>
        var sessions = await events.Query().System(SourceSystem.SessionBuddy).Limit(3).ToListAsync();
        foreach (var e in sessions)
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Type}  {e.Title}");
        // </filter-system>
    }

    public static async Task FilterSystems(IEventCollector events)
    {
        // <filter-systems>
        var query = events.Query().System(SourceSystem.Akosha, new SourceSystem("payments"));
        Console.WriteLine($"{await query.CountAsync()} events of two systems");
        // </filter-systems>
    }

    public static async Task FilterType(IEventCollector events)
    {
        // <filter-type>
        var restarts = await events.Query().Type(EventType.LifecycleRestart, EventType.ConfigChanged).ToListAsync();
        foreach (var e in restarts)
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.System}  {e.Title}");
        // </filter-type>
    }

    public static async Task FilterOwnType(IEventCollector events)
    {
        // <filter-own-type>
        var orders = await events.Query().Type(new EventType("order.placed")).CountAsync();
        Console.WriteLine($"{orders} orders");
        // </filter-own-type>
    }

    public static async Task FilterSeverity(IEventCollector events)
    {
        // <filter-severity>
        var count = await events.Query().Severity(Severity.Debug, Severity.Critical).CountAsync();
        Console.WriteLine($"{count} events are one or the other");
        // </filter-severity>
    }

    public static async Task FilterMinSeverity(IEventCollector events)
    {
        // <filter-min-severity>
        foreach (var e in await events.Query().System(SourceSystem.Oneiric).MinSeverity(Severity.Warning).ToListAsync())
            Console.WriteLine($"{e.Severity,-8} {e.Title}");
        // </filter-min-severity>
    }

    public static async Task FilterComponent(IEventCollector events)
    {
        // <filter-component>
        var failed = await events.Query().SourceComponent("Shop.Payments").MinSeverity(Severity.Error).CountAsync();
        Console.WriteLine($"{failed} payments failed");
        // </filter-component>
    }
}
