using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Otel.EventSink;

/// <summary>How an OpenTelemetry pipeline hands its spans or log records to the event store.</summary>
public sealed class EventSinkExporterOptions
{
    /// <summary>
    /// The collector to export to. Default: the one from dependency injection (<c>services.AddCentralEventLogging()</c>). It is flushed
    /// and never disposed by the exporter.
    /// </summary>
    public EventCollector? Collector { get; set; }

    /// <summary>Whether records are exported in batches, on a thread of OpenTelemetry's, or each at once. Default: batches.</summary>
    public ExportProcessorType ExportProcessorType { get; set; } = ExportProcessorType.Batch;

    /// <summary>How spans are batched. Default: OpenTelemetry's, including its <c>OTEL_BSP_*</c> environment variables.</summary>
    public BatchExportActivityProcessorOptions SpanBatch { get; set; } = new();

    /// <summary>How log records are batched. Default: OpenTelemetry's, including its <c>OTEL_BLRP_*</c> environment variables.</summary>
    public BatchExportLogRecordProcessorOptions LogBatch { get; set; } = new();
}
