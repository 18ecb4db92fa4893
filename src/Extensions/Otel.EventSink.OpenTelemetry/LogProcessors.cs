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
        return options.ExportProcessorType == ExportProcessorType.Simple
            ? new SimpleLogRecordExportProcessor(exporter)
            : new FlushingLogProcessor(exporter, options.LogBatch);
    }
}
