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
        // What is set for these records alone must not reach the instance that other exporters share.
        var options = configure is null
            ? provider.GetRequiredService<IOptionsMonitor<EventSinkExporterOptions>>().Get(name)
            : provider.GetRequiredService<IOptionsFactory<EventSinkExporterOptions>>().Create(name);
        configure?.Invoke(options);
        var exporter = new EventSinkLogExporter(Collectors.Find(provider, options));
        return options.ExportProcessorType == ExportProcessorType.Simple
            ? new SimpleLogRecordExportProcessor(exporter)
            : new FlushingLogProcessor(exporter, options.LogBatch);
    }
}
