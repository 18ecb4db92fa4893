using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace Otel.EventSink.Exporters.Tests;

/// <summary>The SDK reuses its log records; what is exported must have been copied by then.</summary>
public class BatchedLogTests
{
    [Theory]
    [InlineData("WithLogging")]
    [InlineData("AddOpenTelemetry")]
    public async Task RecordsOfManyBatchesStayApart(string way)
    {
        using var folder = new TempFolder();
        var events = await LogPipelines.RecordAsync(
            LogPipelines.Exported(folder.Database, way, o => o.IncludeScopes = true, o => (o.LogBatch.MaxQueueSize, o.LogBatch.MaxExportBatchSize) = (16_384, 64)),
            log =>
            {
                for (var i = 0; i < 5_000; i++)
                    using (log.BeginScope(new Dictionary<string, object?> { ["correlation_id"] = $"order-{i}" }))
                        log.LogInformation("Number {Number} of {Text}", i, $"text {i}");
            });
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => $"order-{i}: Number {i} of text {i}"), events.Select(e => $"{e.CorrelationId}: {e.Description}"));
        Assert.Equal(Enumerable.Range(0, 5_000).Select(i => $"text {i}"), events.Select(e => e.Data["Text"]));
    }

    [Fact]
    public async Task DisposingTheContainerStoresWhatWaits()
    {
        using var folder = new TempFolder();
        using (var provider = LogPipelines.Exported(folder.Database, "WithLogging", _ => { }, o => o.LogBatch.ScheduledDelayMilliseconds = int.MaxValue))
            provider.GetRequiredService<ILogger<BatchedLogTests>>().LogInformation("Last");
        await using var collector = EventCollector.Open(folder.Database);
        Assert.Equal(1, await collector.Query().CountAsync());
    }
}
