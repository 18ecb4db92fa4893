using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Otel.EventSink.Exporters.Tests;

/// <summary>With <c>AddCentralEventLogging</c> and exporters into the same collector, each thing is stored once.</summary>
public class ListenerAndExporterTests
{
    private static readonly ActivitySource Source = new("Twice");

    [Theory]
    [InlineData(ExportProcessorType.Batch)]
    [InlineData(ExportProcessorType.Simple)]
    public async Task ASpanIsStoredOnceAndItsSecondArrivalCounted(ExportProcessorType type)
    {
        using var folder = new TempFolder();
        await using var provider = new ServiceCollection()
            .AddCentralEventLogging(o => o.DatabasePath = folder.Database)
            .AddOpenTelemetry().WithTracing(t => t.AddSource("Twice").AddEventSinkExporter(o => o.ExportProcessorType = type)).Services
            .BuildServiceProvider();
        var (tracer, collector) = (provider.GetRequiredService<TracerProvider>(), provider.GetRequiredService<EventCollector>());
        for (var i = 0; i < 10; i++)
            Source.StartActivity($"span {i}")!.Dispose();
        tracer.ForceFlush();
        await collector.FlushAsync();

        Assert.Equal(10, await collector.Query().CountAsync());
        var health = await collector.CheckHealthAsync();
        Assert.Equal((20, 10), (health.Stored, health.Duplicates));
    }

    [Theory]
    [InlineData(ExportProcessorType.Batch)]
    [InlineData(ExportProcessorType.Simple)]
    public async Task ALogRecordIsStoredOnce(ExportProcessorType type)
    {
        using var folder = new TempFolder();
        await using var provider = new ServiceCollection()
            .AddCentralEventLogging(o => o.DatabasePath = folder.Database)
            .AddOpenTelemetry().WithLogging(l => l.AddEventSinkExporter(o => o.ExportProcessorType = type)).Services
            .BuildServiceProvider();
        provider.GetRequiredService<ILogger<ListenerAndExporterTests>>().LogInformation("Once");
        provider.GetRequiredService<LoggerProvider>().ForceFlush();

        var said = Assert.Single(await provider.GetRequiredService<EventCollector>().Query().ToListAsync());
        // The logger provider's: it is the one that knows the thread.
        Assert.True(said.Metadata.ContainsKey("thread"));
    }
}
