using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Otel.EventSink.Exporters;

/// <summary>
/// OpenTelemetry's batch processor, which at a forced flush hands what waits to the exporter but does not flush that; here what was
/// exported is also stored then.
/// </summary>
internal sealed class FlushingSpanProcessor(EventSinkSpanExporter spans, BatchExportActivityProcessorOptions batch)
    : BatchActivityExportProcessor(
        spans, batch.MaxQueueSize, batch.ScheduledDelayMilliseconds, batch.ExporterTimeoutMilliseconds, batch.MaxExportBatchSize)
{
    protected override bool OnForceFlush(int timeoutMilliseconds) => TwoSteps.Run(timeoutMilliseconds, base.OnForceFlush, exporter.ForceFlush);
}

/// <inheritdoc cref="FlushingSpanProcessor"/>
internal sealed class FlushingLogProcessor(EventSinkLogExporter logs, BatchExportLogRecordProcessorOptions batch)
    : BatchLogRecordExportProcessor(
        logs, batch.MaxQueueSize, batch.ScheduledDelayMilliseconds, batch.ExporterTimeoutMilliseconds, batch.MaxExportBatchSize)
{
    protected override bool OnForceFlush(int timeoutMilliseconds) => TwoSteps.Run(timeoutMilliseconds, base.OnForceFlush, exporter.ForceFlush);
}

file static class TwoSteps
{
    /// <summary>Both, within one timeout; -1 is none.</summary>
    public static bool Run(int timeoutMilliseconds, Func<int, bool> first, Func<int, bool> second)
    {
        var started = Stopwatch.GetTimestamp();
        if (!first(timeoutMilliseconds))
            return false;
        return second(timeoutMilliseconds == Timeout.Infinite
            ? Timeout.Infinite
            : Math.Max(0, timeoutMilliseconds - (int)Stopwatch.GetElapsedTime(started).TotalMilliseconds));
    }
}
