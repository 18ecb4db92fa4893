using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

public class WebApplicationTests
{
    [Fact]
    public async Task ARequestJoinsServerSpanClientSpanAndLogLinesUnderOneCorrelation()
    {
        using var folder = new TempFolder();
        using var client = new HttpClient();
        await using (var app = await StartAsync(folder, client))
            Assert.Equal("inner", await client.GetStringAsync($"{app.Urls.First()}/outer"));

        await using var collector = EventCollector.Open(folder.Database);
        var said = Assert.Single(await collector.Query().Search("Inner is asked").ToListAsync());
        var trace = await collector.Query().CorrelationId(said.CorrelationId!).ToListAsync();

        // The test's own call, the server's side of it, its call to itself, and the server's side of that: one below the other.
        var spans = trace.Where(e => e.Kind == EventKind.Span && e.SourceComponent is "Microsoft.AspNetCore" or "System.Net.Http").ToList();
        var chain = new List<string>();
        for (var span = spans.Single(s => s.SpanId == said.SpanId); span is not null; span = spans.Find(s => s.SpanId == span.ParentSpanId))
            chain.Add($"{span.SourceComponent} {span.Metadata["kind"]}");
        Assert.Equal(["Microsoft.AspNetCore server", "System.Net.Http client", "Microsoft.AspNetCore server", "System.Net.Http client"], chain);
        Assert.Contains(trace, e => e.Description == "Outer was asked by curiosity");
    }

    private static async Task<WebApplication> StartAsync(TempFolder folder, HttpClient client)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddCentralEventLogging(o => o.DatabasePath = folder.Database);
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/outer", async (ILogger<WebApplicationTests> log) =>
        {
            log.LogInformation("Outer was asked by {Reason}", "curiosity");
            return await client.GetStringAsync($"{app.Urls.First()}/inner");
        });
        app.MapGet("/inner", (ILogger<WebApplicationTests> log) =>
        {
            log.LogInformation("Inner is asked");
            return "inner";
        });
        await app.StartAsync();
        return app;
    }
}
