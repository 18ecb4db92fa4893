using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Otel.EventSink.Exporters.Tests;

public class SpanExporterTests
{
    private static readonly ActivitySource Source = new("Exported", "1.2");

    [Fact]
    public async Task ASpanBecomesAnEventOfThePipelinesService()
    {
        using var folder = new TempFolder();
        using var collector = EventCollector.Open(folder.Database);
        using (Build(collector))
        using (var outer = Source.StartActivity("outer"))
        using (Source.StartActivity("inner", ActivityKind.Client)!.SetTag("count", 3))
        {
        }

        var events = await ReadAsync(collector);
        var (inner, outerEvent) = (events.Single(e => e.Title == "inner"), events.Single(e => e.Title == "outer"));
        Assert.Equal(("checkout", "Exported", EventType.SpanCompleted), (inner.System.Name, inner.SourceComponent, inner.Type));
        Assert.Equal(outerEvent.SpanId, inner.ParentSpanId);
        Assert.Equal(outerEvent.CorrelationId, inner.CorrelationId);
        Assert.Equal(("client", "1.2", "3"), (inner.Metadata["kind"], inner.Metadata["source_version"], $"{inner.Data["count"]}"));
        var resource = (IReadOnlyDictionary<string, object?>)inner.Metadata["resource"]!;
        Assert.Equal(("checkout", "blue"), (resource["service.name"], resource["deployment.colour"]));
    }

    [Fact]
    public async Task WithoutAServiceNameTheSystemIsTheCollectors()
    {
        using var folder = new TempFolder();
        using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, ServiceName = "recorder" });
        using (Sdk.CreateTracerProviderBuilder().AddSource("Exported").AddEventSinkExporter(o => o.Collector = collector).Build())
            Source.StartActivity("span")!.Dispose();
        Assert.Equal("recorder", Assert.Single(await ReadAsync(collector)).System.Name);
    }

    [Theory]
    [InlineData(ExportProcessorType.Batch)]
    [InlineData(ExportProcessorType.Simple)]
    public async Task AfterAForcedFlushSpansCanBeQueried(ExportProcessorType type)
    {
        using var folder = new TempFolder();
        using var collector = EventCollector.Open(folder.Database);
        using var tracer = Build(collector, o => o.ExportProcessorType = type);
        for (var i = 0; i < 500; i++)
            Source.StartActivity($"span {i}")!.Dispose();
        Assert.True(tracer.ForceFlush());
        Assert.Equal(500, await collector.Query().CountAsync());
    }

    [Fact]
    public async Task AShutdownStoresWhatWaits()
    {
        using var folder = new TempFolder();
        using var collector = EventCollector.Open(folder.Database);
        using var tracer = Build(collector, o => o.SpanBatch.ScheduledDelayMilliseconds = int.MaxValue);
        Source.StartActivity("last")!.Dispose();
        Assert.True(tracer.Shutdown());
        Assert.Equal(1, await collector.Query().CountAsync());
    }

    [Fact]
    public async Task AClosedCollectorRefusesAndTheHostGoesOn()
    {
        using var folder = new TempFolder();
        using var collector = EventCollector.Open(folder.Database);
        using var tracer = Build(collector);
        collector.Dispose();
        Source.StartActivity("too late")!.Dispose();
        tracer.ForceFlush();
        Assert.Equal(1, (await collector.CheckHealthAsync()).Dropped["closed"]);
    }

    private static TracerProvider Build(EventCollector collector, Action<EventSinkExporterOptions>? configure = null) => Sdk.CreateTracerProviderBuilder()
        .AddSource("Exported")
        .SetResourceBuilder(ResourceBuilder.CreateEmpty().AddService("checkout").AddAttributes([new("deployment.colour", "blue")]))
        .AddEventSinkExporter(o =>
        {
            o.Collector = collector;
            configure?.Invoke(o);
        })
        .Build();

    private static async Task<IReadOnlyList<Event>> ReadAsync(EventCollector collector)
    {
        await collector.FlushAsync();
        return await collector.Query().ToListAsync();
    }
}
