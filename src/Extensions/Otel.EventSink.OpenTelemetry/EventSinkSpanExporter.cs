using System.Diagnostics;
using OpenTelemetry;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Exporters;

/// <summary>Hands finished spans to the collector, with the resource of the pipeline they come from.</summary>
internal sealed class EventSinkSpanExporter(EventCollector collector) : BaseExporter<Activity>
{
    private Resource? _resource;

    public override ExportResult Export(in Batch<Activity> batch)
    {
        using var scope = SuppressInstrumentationScope.Begin();
        _resource ??= Resource.Of(ParentProvider.GetResource().Attributes, collector.Resource.System, collector.Redaction);
        var all = true;
        foreach (var activity in batch)
            all &= collector.CollectSpan(activity, _resource);
        return all ? ExportResult.Success : ExportResult.Failure;
    }

    protected override bool OnForceFlush(int timeoutMilliseconds) => Collectors.Flush(collector, timeoutMilliseconds);

    protected override bool OnShutdown(int timeoutMilliseconds) => Collectors.Flush(collector, timeoutMilliseconds);
}
