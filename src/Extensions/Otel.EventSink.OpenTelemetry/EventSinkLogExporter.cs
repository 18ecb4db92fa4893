using System.Collections.Concurrent;
using OpenTelemetry;
using OpenTelemetry.Logs;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Exporters;

/// <summary>Hands log records to the collector. Records are pooled by the SDK, so all of one is copied before the call returns.</summary>
internal sealed class EventSinkLogExporter(EventCollector collector) : BaseExporter<LogRecord>
{
    private readonly ConcurrentDictionary<string, LogSource> _sources = new(StringComparer.Ordinal);
    private Resource? _resource;

    public override ExportResult Export(in Batch<LogRecord> batch)
    {
        // The logger provider has these records already, and from closer by.
        if (collector.LogsAreCaptured)
            return ExportResult.Success;
        using var scope = SuppressInstrumentationScope.Begin();
        _resource ??= Resource.Of(ParentProvider.GetResource().Attributes, collector.Resource.System);
        var all = true;
        foreach (var record in batch)
            all &= collector.Pipeline.TryAdd(Copy(record, _resource));
        return all ? ExportResult.Success : ExportResult.Failure;
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => Collectors.Flush(collector, timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => Collectors.Flush(collector, timeoutMilliseconds);

    private LogCapture Copy(LogRecord record, Resource resource)
    {
        var log = collector.Logs.Pool.Rent(CaptureThread.Current.Logs);
        log.Source = _sources.GetOrAdd(
            string.IsNullOrEmpty(record.CategoryName) ? "OpenTelemetry" : record.CategoryName,
            static (category, own) => new LogSource(own.Logs, own.Resource, category),
            (collector.Logs, Resource: resource));
        log.EventId = record.EventId;
        log.SetSeverity(record.LogLevel);
        log.Time = UnixTime.FromTicks(record.Timestamp.Ticks);
        log.Arrival = UnixTime.Now(collector.Time);
        log.ThreadId = 0;
        log.TraceId = record.TraceId;
        log.SpanId = record.SpanId;
        if (record.Attributes is { } attributes)
            LogState.Copy(attributes, log, collector.Logs.MaxTextLength);
        var body = record.Body ?? "";
        log.Message = record.FormattedMessage ?? (log.Template is { } template ? MessageTemplate.Render(template, log.State) : body);
        log.Exception = ExceptionSnapshot.Of(record.Exception);
        if (collector.Logs.IncludeScopes)
            record.ForEachScope(static (scope, capture) => LogState.CopyScope(scope.Scope, capture), log);
        return log;
    }
}
