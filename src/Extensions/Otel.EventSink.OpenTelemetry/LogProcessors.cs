using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Otel.EventSink.Exporters;

/// <summary>Builds the processor for log records from its options.</summary>
internal static class LogProcessors
{
    public static BaseProcessor<LogRecord> Create(IServiceProvider provider, string name, Action<EventSinkExporterOptions>? configure = null)
    {
        var options = provider.GetRequiredService<IOptionsMonitor<EventSinkExporterOptions>>().Get(name);
        configure?.Invoke(options);
        var exporter = new EventSinkLogExporter(Collectors.Find(provider, options));
        if (options.ExportProcessorType == ExportProcessorType.Simple)
            return new SimpleLogRecordExportProcessor(exporter);
        var batch = options.LogBatch;
        return new BatchLogRecordExportProcessor(
            exporter, batch.MaxQueueSize, batch.ScheduledDelayMilliseconds, batch.ExporterTimeoutMilliseconds, batch.MaxExportBatchSize);
    }
}
