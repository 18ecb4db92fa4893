using System.Diagnostics;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>
/// A call without a span: nobody listens, or the host's sampling does not want one. It has a place in the trace all the same, which
/// calls within it find. It is not made an activity: the host would see it and propagate it.
/// </summary>
internal sealed class UntracedCall : Call
{
    private static readonly AsyncLocal<Ambient?> Current = new();

    private readonly CallPlace _place;
    private readonly Ambient _ambient;
    private readonly long _started;
    private Ambient? _outer;

    public UntracedCall(CallRecorder recorder, MethodPlan plan, KeyValuePair<string, object?>[]? arguments, Activity? activity)
        : base(recorder, plan, arguments)
    {
        _outer = Current.Value;
        // A span that was begun within the outer call is nearer.
        var isNearest = _outer is not null && ReferenceEquals(_outer.Activity, activity);
        var trace = activity?.TraceId ?? default;
        if (trace == default)
            trace = _outer?.TraceId ?? ActivityTraceId.CreateRandom();
        var parent = isNearest ? _outer!.SpanId : activity?.SpanId ?? default;
        _place = new CallPlace(trace, ActivitySpanId.CreateRandom(), parent, recorder.Time.GetUtcNow());
        _ambient = new Ambient(trace, _place.SpanId, activity);
        _started = recorder.Time.GetTimestamp();
        Current.Value = _ambient;
    }

    public override void Start()
    {
        if (Plan.Types.Started is { } type)
            Recorder.Collect(CallEvents.Started(Recorder, Plan, type, _place, Arguments));
    }

    public override void Enter()
    {
        _outer = Current.Value;
        Current.Value = _ambient;
    }

    public override void Leave() => Current.Value = _outer;

    protected override void End(CallOutcome outcome) =>
        Recorder.Collect(CallEvents.Ended(Recorder, Plan, outcome, _place, Recorder.Time.GetElapsedTime(_started), Arguments));

    /// <summary>What calls within need to know.</summary>
    private sealed record Ambient(ActivityTraceId TraceId, ActivitySpanId SpanId, Activity? Activity);
}
