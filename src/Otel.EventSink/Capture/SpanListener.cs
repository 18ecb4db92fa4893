using System.Diagnostics;
using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Capture;

/// <summary>
/// Listens to all activity sources. Passive, it has no sampling callback at all, so that what the host's own tracing creates and
/// records is decided as if nobody listened; sampling, it asks for every span whose parent, if any, is recorded.
/// </summary>
internal sealed class SpanListener : IDisposable
{
    private readonly EventCollector _collector;
    private readonly Func<bool> _yields;
    private readonly ActivityListener _listener;

    /// <param name="mode">Passive or sampling.</param>
    /// <param name="yields">Whether sampling is left to somebody else after all; asked for each span, since a tracer may be built late.</param>
    public SpanListener(EventCollector collector, SpanCapture mode, Func<bool> yields)
    {
        _collector = collector;
        _yields = yields;
        _listener = new ActivityListener
        {
            // Asking for spans brings forth the runtime's experimental ones too (every socket, every look-up): those stay opt-in.
            ShouldListenTo = mode == SpanCapture.Passive ? static _ => true : static source => !source.Name.StartsWith("Experimental.", StringComparison.Ordinal),
            ActivityStopped = Stopped,
        };
        if (mode == SpanCapture.Sampling)
        {
            _listener.Sample = Sample;
            _listener.SampleUsingParentId = SampleByParentId;
        }

        ActivitySource.AddActivityListener(_listener);
    }

    public void Dispose() => _listener.Dispose();

    /// <summary>
    /// A recorded span for a root or under a recorded parent. Under a parent that is not recorded only the context goes on, as
    /// it would without us, so that the decision made upstream holds downstream too.
    /// </summary>
    private ActivitySamplingResult Sample(ref ActivityCreationOptions<ActivityContext> options)
    {
        if (OwnWork.IsRunning || _yields())
            return ActivitySamplingResult.None;
        var parent = options.Parent;
        if (parent == default)
            return ActivitySamplingResult.AllDataAndRecorded;
        return (parent.TraceFlags & ActivityTraceFlags.Recorded) != 0
            ? ActivitySamplingResult.AllDataAndRecorded
            : ActivitySamplingResult.PropagationData;
    }

    /// <summary>A parent known by text alone: in the W3C format the last two digits are its flags; other formats carry no decision.</summary>
    private ActivitySamplingResult SampleByParentId(ref ActivityCreationOptions<string> options)
    {
        if (OwnWork.IsRunning || _yields())
            return ActivitySamplingResult.None;
        return ActivityContext.TryParse(options.Parent, null, out var parent) && (parent.TraceFlags & ActivityTraceFlags.Recorded) == 0
            ? ActivitySamplingResult.PropagationData
            : ActivitySamplingResult.AllDataAndRecorded;
    }

    private void Stopped(Activity activity)
    {
        if (!activity.IsAllDataRequested || OwnWork.IsRunning)
            return;
        try
        {
            _collector.CollectSpan(activity, _collector.Resource);
        }
        catch (Exception e)
        {
            _collector.Pipeline.Refuse(Pipeline.DropReason.CaptureFailed);
            _collector.Failures.Report("capture", $"A span of '{activity.Source.Name}' could not be captured: {e.GetType().Name}", e);
        }
    }
}
