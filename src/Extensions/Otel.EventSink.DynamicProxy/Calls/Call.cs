using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Calls;

/// <summary>
/// A call that is being made. Its methods never throw: what fails in them is reported. Whoever begins one leaves it when the code that
/// was called returns, and ends it, once, when what it promised is there.
/// </summary>
internal abstract class Call(CallRecorder recorder, MethodPlan plan, KeyValuePair<string, object?>[]? arguments)
{
    protected CallRecorder Recorder { get; } = recorder;

    protected KeyValuePair<string, object?>[] Arguments { get; } = arguments ?? [];

    public MethodPlan Plan { get; } = plan;

    /// <summary>Says that the call has begun, where its kind has an event for that. May throw.</summary>
    public abstract void Start();

    /// <summary>Comes back to the call, which was left: what happens from here on belongs to it.</summary>
    public abstract void Enter();

    /// <summary>What happens from here on does not belong to the call any more.</summary>
    public abstract void Leave();

    /// <summary>The call is over.</summary>
    protected abstract void End(CallOutcome outcome);

    public void Complete() => Complete([]);

    /// <summary>Completed with a result, which is recorded if the plan says so.</summary>
    /// <param name="arguments">The call's parameters, in which it may have left something.</param>
    public void CompleteWith(object? result, object?[]? arguments = null)
    {
        try
        {
            List<KeyValuePair<string, object?>> values = Plan.Values.HasResult ? [new("result", Plan.Values.Result(result))] : [];
            if (arguments is not null && Plan.Values.Results(arguments) is { } left)
                values.AddRange(left);
            Complete(values);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report(e);
        }
    }

    public void Complete(List<KeyValuePair<string, object?>> values)
    {
        try
        {
            if (Plan.UnknownAwaitable is { } type)
                values.Add(new("not_awaited", type));
            End(CallOutcome.Completed(Plan.Types, values));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report(e);
        }
    }

    public void Fail(Exception? exception) => Fail(exception, []);

    public void Fail(Exception? exception, List<KeyValuePair<string, object?>> values)
    {
        try
        {
            End(CallOutcome.Failed(Plan.Types, exception, values));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            Report(e);
        }
    }

    private void Report(Exception e) => Recorder.Report($"The end of a call of '{Plan.Title}' was not recorded: {e.GetType().Name}", e);
}
