using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>A <see cref="ValueTask"/>. What stands behind it is asked once, by us or by the caller.</summary>
internal sealed class ValueTaskShape : ReturnShape
{
    protected override void Finish(IInvocation invocation, Call call) =>
        invocation.ReturnValue = Watch((ValueTask)invocation.ReturnValue!, call);

    public static ValueTask Watch(ValueTask task, Call call)
    {
        // Asking whether it is completed takes nothing out of it.
        if (task.IsCompletedSuccessfully)
        {
            call.Complete();
            return task;
        }

        return new ValueTask(TaskShape.Watch(task.AsTask(), call));
    }
}

/// <inheritdoc cref="ValueTaskShape"/>
internal sealed class ValueTaskShape<T> : ReturnShape
{
    protected override void Finish(IInvocation invocation, Call call)
    {
        var task = (ValueTask<T>)invocation.ReturnValue!;
        if (!task.IsCompletedSuccessfully)
        {
            invocation.ReturnValue = new ValueTask<T>(TaskShape<T>.Watch(task.AsTask(), call));
        }
        else if (call.Plan.Values.HasResult)
        {
            var result = task.Result;
            call.CompleteWith(result);
            invocation.ReturnValue = new ValueTask<T>(result);
        }
        else
        {
            call.Complete();
        }
    }
}
