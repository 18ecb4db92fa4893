using System.Diagnostics.Metrics;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Diagnostics;

/// <summary>The sink's own metrics, under the meter <c>Otel.EventSink</c>. All are observed: counting costs nothing when nobody listens.</summary>
internal sealed class SinkMeter : IDisposable
{
    public const string Name = "Otel.EventSink";

    private readonly Meter _meter = new(Name);

    public SinkMeter(EventPipeline pipeline, Failures failures)
    {
        var accounting = pipeline.Accounting;
        _meter.CreateObservableCounter("eventsink.events.accepted", () => pipeline.Accepted, "{event}", "Events that got a place in the queue.");
        _meter.CreateObservableCounter("eventsink.events.stored", () => accounting.Stored, "{event}", "Events that are committed.");
        _meter.CreateObservableCounter("eventsink.events.duplicates", () => accounting.Duplicates, "{event}", "The part of the stored events that was there already.");
        _meter.CreateObservableCounter("eventsink.events.dropped", () => DropReasons.All.Select(r =>
            new Measurement<long>(accounting.Dropped(r), new KeyValuePair<string, object?>("reason", r.Name()))), "{event}", "Events that were lost.");
        _meter.CreateObservableGauge("eventsink.queue.depth", () => pipeline.QueueDepth, "{event}", "Events that wait for the writer.");
        _meter.CreateObservableCounter("eventsink.failures", () => failures.Count, "{failure}", "Failures of the sink's own.");
    }

    public void Dispose() => _meter.Dispose();
}
