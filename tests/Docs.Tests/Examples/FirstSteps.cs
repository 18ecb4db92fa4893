using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class FirstSteps
{
    public static async Task FirstHost(WebApplicationBuilder builder)
    {
        // <first-host>
        builder.Services.AddCentralEventLogging();
        await using var app = builder.Build();
        app.MapGet("/", (ILogger<WebApplication> log) =>
        {
            log.LogInformation("Somebody came");
            return "Hello";
        });
        // </first-host>
        await app.StartAsync();
        using var client = new HttpClient();
        Assert.Equal("Hello", await client.GetStringAsync(app.Urls.First()));
        await app.StopAsync();
        Assert.Equal(1, await app.Services.GetRequiredService<IEventCollector>().Query().Search("Somebody came").CountAsync());
    }

    public static async Task FirstLatest(IEventCollector events)
    {
        // <first-latest>
        foreach (var e in await events.Query().Limit(5).ToListAsync())
            Console.WriteLine($"{e.Timestamp:HH:mm:ss}  {e.Severity,-8} {e.System,-10} {e.Title}");
        // </first-latest>
    }

    public static async Task FirstErrors(IEventCollector events)
    {
        // <first-errors>
        var errors = events.Query().Last(TimeSpan.FromHours(12)).MinSeverity(Severity.Error);
        foreach (var e in await errors.ToListAsync())
            Console.WriteLine($"{e.Timestamp:HH:mm}  {e.System,-11}  {e.Title}");
        // </first-errors>
    }

    public static async Task FirstSlowest(IEventCollector events)
    {
        // <first-slowest>
        var slowest = events.Query().Last(TimeSpan.FromHours(1)).OrderBy(EventField.Duration).Limit(3);
        foreach (var e in await slowest.ToListAsync())
            Console.WriteLine($"{e.Duration?.TotalMilliseconds,5} ms  {e.System,-10} {e.Title}");
        // </first-slowest>
    }

    public static async Task FirstValue(IEventCollector events)
    {
        // <first-value>
        var order = await events.Query().Where("data.order.id", Comparison.Equal, 1190).ToListAsync();
        foreach (var e in order)
            Console.WriteLine($"{e.Timestamp:MMM dd HH:mm}  {e.Type}");
        // </first-value>
    }

    public static async Task FirstSearch(IEventCollector events)
    {
        // <first-search>
        Console.WriteLine(await events.Query().Search("refused").CountAsync());
        // </first-search>
    }

    public static async Task FirstOwn(IEventCollector events)
    {
        // <first-own>
        events.TryCollect(new Event
        {
            System = new SourceSystem("shop"),
            Type = new EventType("stock.counted"),
            Title = "Stock counted",
            Data = new Dictionary<string, object?> { ["items"] = 412 },
        });
        // </first-own>
        await events.FlushAsync();
        Assert.Equal(1, await events.Query().Type(new EventType("stock.counted")).CountAsync());
    }
}
