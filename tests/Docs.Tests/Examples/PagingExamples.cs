namespace Otel.EventSink.Docs.Tests.Examples;

public static class PagingExamples
{
    public static async Task PageLimit(IEventCollector events)
    {
        // <page-limit>
        var page = await events.Query().Type(EventType.SessionCreated).Limit(2).ToListAsync();
        Console.WriteLine(string.Join(", ", page.Select(e => e.CorrelationId)));
        // </page-limit>
    }

    public static async Task PageOffset(IEventCollector events)
    {
        // <page-offset>
        var rest = await events.Query().Type(EventType.SessionCreated).Offset(2).Limit(2).ToListAsync();
        Console.WriteLine(string.Join(", ", rest.Select(e => e.CorrelationId)));
        // </page-offset>
    }

    public static async Task PageCursor(IEventCollector events)
    {
        // <page-cursor>
        var query = events.Query().Tags("sale").Limit(20);
        var page = await query.ToListAsync();
        while (page.Count > 0)
        {
            Console.WriteLine($"{page.Count} events, from {page[0].Description}");
            page = await query.After(EventCursor.Behind(page[^1])).ToListAsync();
        }
        // </page-cursor>
    }

    public static async Task PageCursorOrder(IEventCollector events)
    {
        // <page-cursor-order>
        var query = events.Query().System(SourceSystem.Mahavishnu).OrderBy(EventField.Duration).Limit(2);
        var first = await query.ToListAsync();
        var next = await query.After(EventCursor.Behind(first[^1], EventField.Duration)).ToListAsync();
        Console.WriteLine($"{first[^1].Duration} then {next[0].Duration}");
        // </page-cursor-order>
    }

    public static async Task PageCursorText(IEventCollector events)
    {
        // <page-cursor-text>
        var shown = await events.Query().FirstOrDefaultAsync();
        var link = $"/events?after={EventCursor.Behind(shown!)}"; // in an answer to a browser
        var next = await events.Query().After(EventCursor.Parse(link.Split('=')[1])).FirstOrDefaultAsync();
        Console.WriteLine($"{shown!.Title}, then {next!.Title}");
        // </page-cursor-text>
    }
}
