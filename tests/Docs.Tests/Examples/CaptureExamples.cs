using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class CaptureExamples
{
    public static async Task CaptureLog(WebApplicationBuilder builder)
    {
        // <capture-log>
        builder.Services.AddCentralEventLogging();
        await using var app = builder.Build();

        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders");
        log.LogInformation(new EventId(1, "order.packed"), "Order {OrderId} packed in {Boxes} boxes", 1200, 2);

        var events = app.Services.GetRequiredService<IEventCollector>();
        await events.FlushAsync();
        var e = await events.Query().Type(new EventType("order.packed")).FirstOrDefaultAsync();
        Console.WriteLine($"title        {e!.Title}");
        Console.WriteLine($"description  {e.Description}");
        Console.WriteLine($"data         OrderId={e.Data["OrderId"]}, Boxes={e.Data["Boxes"]}");
        Console.WriteLine($"system       {e.System}");
        Console.WriteLine($"component    {e.SourceComponent}");
        // </capture-log>
    }

    public static async Task CaptureFields(WebApplicationBuilder builder)
    {
        // <capture-fields>
        builder.Services.AddCentralEventLogging();
        await using var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Import");

        using (log.BeginScope(new Dictionary<string, object> { ["correlation_id"] = "import-7", ["tags"] = new[] { "import", "nightly" } }))
            log.LogInformation("File {File} read in {duration_ms} ms", "prices.csv", 81.5);

        var events = app.Services.GetRequiredService<IEventCollector>();
        await events.FlushAsync();
        var e = await events.Query().CorrelationId("import-7").FirstOrDefaultAsync();
        Console.WriteLine($"{e!.Duration?.TotalMilliseconds} ms, tags {string.Join(' ', e.Tags)}");
        // </capture-fields>
    }

    public static async Task CaptureSpan(WebApplicationBuilder builder)
    {
        // <capture-span>
        builder.Services.AddCentralEventLogging();
        await using var app = builder.Build();
        var events = app.Services.GetRequiredService<IEventCollector>(); // a host that is started does this by itself

        using var source = new ActivitySource("Shop.Stock");
        using (var span = source.StartActivity("count shelves"))
        {
            span?.SetTag("shelf.count", 12);
            span?.SetStatus(ActivityStatusCode.Error, "One shelf is missing");
        }

        await events.FlushAsync();
        var e = await events.Query().SourceComponent("Shop.Stock").FirstOrDefaultAsync();
        Console.WriteLine($"{e!.Kind} {e.Title}: {e.Severity}, {e.Description}, {e.Data["shelf.count"]} shelves");
        Console.WriteLine(e.Duration > TimeSpan.Zero && e.CorrelationId!.Length == 32);
        // </capture-span>
    }

    public static async Task CaptureException(WebApplicationBuilder builder)
    {
        // <capture-exception>
        builder.Services.AddCentralEventLogging();
        await using var app = builder.Build();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Mail");

        try
        {
            throw new TimeoutException("The server did not answer");
        }
        catch (TimeoutException exception)
        {
            log.LogError(exception, "Receipt for {OrderId} was not sent", 1200);
        }

        var events = app.Services.GetRequiredService<IEventCollector>();
        await events.FlushAsync();
        var e = await events.Query().MinSeverity(Severity.Error).FirstOrDefaultAsync();
        Console.WriteLine($"{e!.Type}: {e.Data["exception.type"]}: {e.Data["exception.message"]}");
        // </capture-exception>
    }
}
