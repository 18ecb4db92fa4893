using Otel.EventSink.Capture;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>How a call ended.</summary>
/// <param name="Values">What it gave back, as far as that is recorded, and what else there is to say.</param>
internal sealed record CallOutcome(EventType Type, Severity Severity, ExceptionSnapshot? Exception, List<KeyValuePair<string, object?>> Values)
{
    public static CallOutcome Completed(EventFamily types, List<KeyValuePair<string, object?>> values) => new(types.Completed, Severity.Info, null, values);

    /// <param name="exception">Null: a task that was cancelled, which has none to look at.</param>
    public static CallOutcome Failed(EventFamily types, Exception? exception, List<KeyValuePair<string, object?>> values)
    {
        if (exception is not (null or OperationCanceledException))
            return new CallOutcome(types.Failed, Severity.Error, ExceptionSnapshot.Of(exception), values);
        if (!types.HasCancelled)
            values.Add(new("cancelled", true));
        return new CallOutcome(types.Cancelled, Severity.Warning, null, values);
    }
}
