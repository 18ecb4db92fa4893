using System.Runtime.CompilerServices;
using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>What a method returns decides when its calls are over.</summary>
internal abstract class ReturnShape
{
    public static ReturnShape Of(Type type)
    {
        if (type == typeof(Task))
            return new TaskShape();
        if (type == typeof(ValueTask))
            return new ValueTaskShape();
        var open = type.IsGenericType ? type.GetGenericTypeDefinition() : null;
        var shape = open == typeof(Task<>) ? typeof(TaskShape<>)
            : open == typeof(ValueTask<>) ? typeof(ValueTaskShape<>)
            : open == typeof(IAsyncEnumerable<>) ? typeof(StreamShape<>)
            : null;
        return shape is null ? new PlainShape() : (ReturnShape)Activator.CreateInstance(shape.MakeGenericType(type.GetGenericArguments()))!;
    }

    /// <summary>Whether it can be awaited in a way that is not known here.</summary>
    public static bool IsUnknownAwaitable(Type type) =>
        Of(type) is PlainShape && type.GetMethod("GetAwaiter", Type.EmptyTypes) is { } get && typeof(INotifyCompletion).IsAssignableFrom(get.ReturnType);

    public virtual void Intercept(IInvocation invocation, MethodPlan plan, CallRecorder recorder)
    {
        var call = recorder.Begin(plan, ArgumentsOf(invocation, plan, recorder));
        if (call is null)
            invocation.Proceed();
        else
            Proceed(invocation, call);
    }

    private void Proceed(IInvocation invocation, Call call)
    {
        try
        {
            invocation.Proceed();
        }
        catch (Exception e)
        {
            call.Leave();
            call.Fail(e);
            throw;
        }

        call.Leave();
        Finish(invocation, call);
    }

    protected static KeyValuePair<string, object?>[]? ArgumentsOf(IInvocation invocation, MethodPlan plan, CallRecorder recorder) =>
        plan.Values.HasArguments ? recorder.Arguments(plan, invocation.Arguments) : null;

    /// <summary>The code that was called has returned: the call ends now, or when what was returned is completed.</summary>
    protected abstract void Finish(IInvocation invocation, Call call);
}
