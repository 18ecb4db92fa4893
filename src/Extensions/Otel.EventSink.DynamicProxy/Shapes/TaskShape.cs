using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>A <see cref="Task"/>. One that is completed is handed on as it is, or as its equal.</summary>
internal sealed class TaskShape : ReturnShape
{
    protected override void Finish(IInvocation invocation, Call call)
    {
        if (invocation.ReturnValue is Task task)
            invocation.ReturnValue = Watch(task, call);
        else
            call.Complete();
    }

    public static Task Watch(Task task, Call call)
    {
        if (task.IsCompletedSuccessfully)
        {
            call.Complete();
            return task;
        }

        return new WatchedTask(task, call).Task;
    }
}

/// <inheritdoc cref="TaskShape"/>
internal sealed class TaskShape<T> : ReturnShape
{
    protected override void Finish(IInvocation invocation, Call call)
    {
        if (invocation.ReturnValue is Task<T> task)
            invocation.ReturnValue = Watch(task, call);
        else
            call.Complete();
    }

    public static Task<T> Watch(Task<T> task, Call call)
    {
        if (task.IsCompletedSuccessfully)
        {
            call.CompleteWith(call.Plan.Values.HasResult ? task.Result : null);
            return task;
        }

        return new WatchedTask<T>(task, call).Task;
    }
}
