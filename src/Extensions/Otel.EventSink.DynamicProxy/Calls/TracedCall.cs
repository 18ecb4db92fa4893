using System.Diagnostics;
using Otel.EventSink.Capture;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>A call that is a span. Where the span is recorded, it is the event of the call's end.</summary>
internal sealed class TracedCall(CallRecorder recorder, MethodPlan plan, KeyValuePair<string, object?>[]? arguments, Activity activity, Activity? outer)
    : Call(recorder, plan, arguments)
{
    private Activity? _outer = outer;

    private CallPlace Place => new(activity.TraceId, activity.SpanId, activity.ParentSpanId, activity.StartTimeUtc);

    public override void Start()
    {
        if (Plan.Types.Started is { } type)
            Recorder.Collect(CallEvents.Started(Recorder, Plan, type, Place, Arguments));
        if (!activity.IsAllDataRequested)
            return;
        if (Plan.System is { } system)
            activity.AddTag(WellKnownKeys.SinkSystem, system.Name);
        Add(Arguments);
    }

    public override void Enter()
    {
        _outer = Activity.Current;
        Activity.Current = activity;
    }

    public override void Leave()
    {
        // Something else is current only if the code that was called has left it so; then it would be that without us too.
        if (ReferenceEquals(Activity.Current, activity))
            Activity.Current = _outer;
    }

    protected override void End(CallOutcome outcome)
    {
        var isRecorded = activity.IsAllDataRequested;
        if (isRecorded)
            Describe(outcome);
        Stop();
        // Whoever decided otherwise while the span was being stopped may have done so before it was stored, or after: its id is the same.
        if (!isRecorded || !activity.IsAllDataRequested || !Recorder.TryCollectSpan(activity))
            Recorder.Collect(CallEvents.Ended(Recorder, Plan, outcome, Place, activity.Duration, Arguments));
    }

    private void Describe(CallOutcome outcome)
    {
        activity.AddTag(WellKnownKeys.SinkEventType, outcome.Type.Name);
        Add(outcome.Values);
        if (outcome.Severity == Severity.Warning)
            activity.AddTag(WellKnownKeys.SinkSeverity, "warning");
        if (outcome.Severity == Severity.Error)
            activity.SetStatus(ActivityStatusCode.Error);
        if (outcome.Exception is { } thrown)
            activity.AddEvent(new ActivityEvent("exception", tags: [.. CallEvents.Exception(thrown)]));
    }

    private void Add(IEnumerable<KeyValuePair<string, object?>> values)
    {
        foreach (var (key, value) in values)
            activity.AddTag(key, value);
    }

    /// <summary>Stopping makes the span's parent current, wherever we are.</summary>
    private void Stop()
    {
        var current = Activity.Current;
        activity.Stop();
        if (!ReferenceEquals(Activity.Current, current))
            Activity.Current = current;
    }
}
