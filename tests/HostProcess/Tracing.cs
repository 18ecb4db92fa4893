using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;
using Otel.EventSink;

namespace HostProcess;

/// <summary>
/// A web host with OpenTelemetry tracing of its own, with or without the recorder. Prints, per scenario, what the program saw of its
/// spans, what was exported, and in the end what was stored.
/// </summary>
internal static class Tracing
{
    /// <param name="tracer">
    /// Where the tracer provider is: <c>di</c>, built by hand <c>before</c> or <c>after</c> the host, nowhere (<c>none</c>); or OpenTelemetry
    /// is there for logs alone, as <c>logging</c> or as a logger <c>provider</c>; or <c>logging and before</c>.
    /// </param>
    /// <param name="recorder"><c>without</c>, or how spans are captured.</param>
    public static async Task RunAsync(string database, string tracer, string sampler, string recorder)
    {
        var exported = new List<Activity>();
        using var before = tracer.EndsWith("before") ? ByHand(sampler, exported) : null;

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        if (recorder != "without")
            builder.Services.AddCentralEventLogging(o => (o.DatabasePath, o.Spans) = (database, Enum.Parse<SpanCapture>(recorder, ignoreCase: true)));
        if (tracer == "di")
            builder.Services.AddOpenTelemetry().WithTracing(t => Configure(t, sampler, exported));
        if (tracer.StartsWith("logging"))
            builder.Services.AddOpenTelemetry().WithLogging(l => l.AddInMemoryExporter(new List<LogRecord>()));
        if (tracer == "provider")
            builder.Logging.AddOpenTelemetry(l => l.AddInMemoryExporter(new List<LogRecord>()));
        builder.Services.AddSingleton<HttpClient>();
        builder.Services.AddSingleton<EndedRequests>();
        builder.Services.AddSingleton<IHttpContextFactory>(s => s.GetRequiredService<EndedRequests>());
        await using var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.MapGet("/inner", () => "inner");
        app.MapGet("/outer", async (HttpClient client) => await client.GetStringAsync($"{app.Urls.First()}/inner"));
        await app.StartAsync();

        using var after = tracer == "after" ? ByHand(sampler, exported) : null;
        await new Scenarios(
            exported, new Uri(app.Urls.First()), app.Services.GetRequiredService<HttpClient>(), app.Services.GetRequiredService<EndedRequests>()).RunAllAsync();
        await app.StopAsync();

        if (app.Services.GetService<EventCollector>() is { } collector)
            await foreach (var e in collector.Query().AsAsyncEnumerable())
                if (e.Kind == EventKind.Span)
                    Console.WriteLine($"stored {e.SpanId}");
        Console.WriteLine("done");
    }

    private static TracerProvider ByHand(string sampler, List<Activity> exported) =>
        Configure(Sdk.CreateTracerProviderBuilder(), sampler, exported).Build();

    private static TracerProviderBuilder Configure(TracerProviderBuilder builder, string sampler, List<Activity> exported) => builder
        .SetSampler(sampler switch
        {
            "AlwaysOn" => new AlwaysOnSampler(),
            "AlwaysOff" => new AlwaysOffSampler(),
            "TraceIdRatio" => new TraceIdRatioBasedSampler(0.5),
            "ParentBasedOn" => new ParentBasedSampler(new AlwaysOnSampler()),
            "ParentBasedOff" => new ParentBasedSampler(new AlwaysOffSampler()),
            _ => throw new ArgumentException($"No sampler '{sampler}'."),
        })
        .AddSource(Scenarios.Heard.Name)
        .AddLegacySource("legacy.heard")
        .AddAspNetCoreInstrumentation()
        .AddHttpClientInstrumentation()
        .AddInMemoryExporter(exported);
}
