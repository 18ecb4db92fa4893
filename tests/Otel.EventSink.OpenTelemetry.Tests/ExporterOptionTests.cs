using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Otel.EventSink.Exporters.Tests;

/// <summary>Where an exporter's options, and its collector, come from.</summary>
public class ExporterOptionTests
{
    private static readonly ActivitySource Source = new("Optional");

    [Fact]
    public async Task TheCollectorComesFromTheContainer()
    {
        using var folder = new TempFolder();
        await using var provider = new ServiceCollection()
            .AddSingleton(_ => EventCollector.Open(folder.Database))
            .AddOpenTelemetry().WithTracing(t => t.AddSource("Optional").AddEventSinkExporter()).Services
            .BuildServiceProvider();
        var tracer = provider.GetRequiredService<TracerProvider>();
        Source.StartActivity("span")!.Dispose();
        tracer.ForceFlush();
        Assert.Equal(1, await provider.GetRequiredService<EventCollector>().Query().CountAsync());
    }

    [Fact]
    public async Task NamedOptionsKeepTwoExportersApart()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        using var first = EventCollector.Open(folder.Database);
        using var second = EventCollector.Open(other.Database);
        using (var tracer = Sdk.CreateTracerProviderBuilder().AddSource("Optional")
            .AddEventSinkExporter("first", o => o.Collector = first)
            .AddEventSinkExporter("second", o => o.Collector = second)
            .Build())
            Source.StartActivity("both")!.Dispose();
        Assert.Equal((1, 1), (await first.Query().CountAsync(), await second.Query().CountAsync()));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("named")]
    public async Task OptionsMayBeConfiguredInTheContainer(string? name)
    {
        using var folder = new TempFolder();
        using var collector = EventCollector.Open(folder.Database);
        await using var provider = new ServiceCollection()
            .Configure<EventSinkExporterOptions>(name ?? "", o => (o.Collector, o.ExportProcessorType) = (collector, ExportProcessorType.Simple))
            .AddOpenTelemetry().WithTracing(t => t.AddSource("Optional").AddEventSinkExporter(name, null)).Services
            .BuildServiceProvider();
        using var tracer = provider.GetRequiredService<TracerProvider>();
        Source.StartActivity("span")!.Dispose();
        // Simple: it is with the collector already, and no flush of the pipeline is needed.
        await collector.FlushAsync();
        Assert.Equal(1, await collector.Query().CountAsync());
    }

    [Fact]
    public async Task WhatIsSetForOneLoggerIsNotSetForSpans()
    {
        using var folder = new TempFolder();
        using var other = new TempFolder();
        using var forLogs = EventCollector.Open(folder.Database);
        await using var provider = new ServiceCollection()
            .AddSingleton(_ => EventCollector.Open(other.Database))
            .AddLogging(l => l.AddOpenTelemetry(o => o.AddEventSinkExporter(e => e.Collector = forLogs)))
            .AddOpenTelemetry().WithTracing(t => t.AddSource("Optional").AddEventSinkExporter()).Services
            .BuildServiceProvider();
        provider.GetRequiredService<ILoggerFactory>().CreateLogger("Shop").LogInformation("A record");
        var tracer = provider.GetRequiredService<TracerProvider>();
        Source.StartActivity("a span")!.Dispose();
        tracer.ForceFlush();
        provider.GetRequiredService<LoggerProvider>().ForceFlush();
        Assert.Equal(["A record"], (await forLogs.Query().ToListAsync()).Select(e => e.Title));
        Assert.Equal(["a span"], (await provider.GetRequiredService<EventCollector>().Query().ToListAsync()).Select(e => e.Title));
    }

    [Fact]
    public void WithoutACollectorTheSpanPipelineIsNotBuilt()
    {
        var error = Assert.Throws<InvalidOperationException>(() => Sdk.CreateTracerProviderBuilder().AddEventSinkExporter().Build());
        Assert.Equal("AddEventSinkExporter finds no collector to export to: call services.AddCentralEventLogging(), or set EventSinkExporterOptions.Collector.", error.Message);
    }

    [Fact]
    public void WithoutACollectorTheLogPipelineIsNotBuilt()
    {
        using var provider = new ServiceCollection().AddLogging(l => l.AddOpenTelemetry(o => o.AddEventSinkExporter())).BuildServiceProvider();
        var error = Assert.Throws<InvalidOperationException>(() => provider.GetRequiredService<ILoggerFactory>().CreateLogger("Shop"));
        Assert.Contains("finds no collector", error.Message);
    }
}
