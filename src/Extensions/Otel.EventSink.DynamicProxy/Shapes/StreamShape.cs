using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>A stream: each reading of it is a call, from the first item that is asked for until it is disposed of.</summary>
internal sealed class StreamShape<T> : ReturnShape
{
    public override void Intercept(IInvocation invocation, MethodPlan plan, CallRecorder recorder)
    {
        var arguments = ArgumentsOf(invocation, plan, recorder);
        try
        {
            invocation.Proceed();
        }
        catch (Exception e)
        {
            // No stream, so there will be no reading of it.
            var call = recorder.Begin(plan, arguments);
            call?.Leave();
            call?.Fail(e);
            throw;
        }

        if (invocation.ReturnValue is IAsyncEnumerable<T> stream)
            invocation.ReturnValue = new WatchedStream<T>(stream, plan, recorder, arguments);
    }

    protected override void Finish(IInvocation invocation, Call call) => call.Complete();
}
