using Otel.EventSink.Capture;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>The events of a call that are not its span's.</summary>
internal static class CallEvents
{
    /// <summary>The one at the start.</summary>
    public static Event Started(CallRecorder recorder, MethodPlan plan, EventType type, in CallPlace place, KeyValuePair<string, object?>[] arguments)
    {
        var e = new Event(recorder.NewId(), place.Start)
        {
            System = recorder.SystemOf(plan),
            Type = type,
            Title = plan.Title,
            SourceComponent = plan.Component,
            CorrelationId = place.TraceId.ToHexString(),
            SpanNumber = Ids.ToUInt64(place.SpanId),
            ParentSpanNumber = Ids.ToUInt64(place.ParentSpanId),
        };
        return arguments.Length == 0 ? e : e with { Data = recorder.Data([.. arguments]) };
    }

    /// <summary>The one at the end, where no span is recorded that would be it. It stands in a trace as the span would have.</summary>
    public static Event Ended(CallRecorder recorder, MethodPlan plan, CallOutcome outcome, in CallPlace place, TimeSpan duration, KeyValuePair<string, object?>[] arguments)
    {
        List<KeyValuePair<string, object?>> data = [.. arguments, .. outcome.Values];
        if (outcome.Exception is { } thrown)
            data.AddRange(Exception(thrown));
        var span = Ids.ToUInt64(place.SpanId);
        return new Event(Ids.DeriveForSpan(UnixTime.From(place.Start), Ids.ToUInt128(place.TraceId), span, EventKind.Span), place.Start)
        {
            Kind = EventKind.Span,
            System = recorder.SystemOf(plan),
            Type = outcome.Type,
            Severity = outcome.Severity,
            Title = plan.Title,
            Description = outcome.Exception?.StackTrace ?? "",
            Data = recorder.Data(data),
            SourceComponent = plan.Component,
            CorrelationId = place.TraceId.ToHexString(),
            Duration = duration,
            SpanNumber = span,
            ParentSpanNumber = Ids.ToUInt64(place.ParentSpanId),
        };
    }

    public static KeyValuePair<string, object?>[] Exception(ExceptionSnapshot thrown) =>
    [
        new(WellKnownKeys.ExceptionType, thrown.Type),
        new(WellKnownKeys.ExceptionMessage, thrown.Message),
        new(WellKnownKeys.ExceptionStackTrace, thrown.StackTrace),
    ];
}
