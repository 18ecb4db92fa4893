using Otel.EventSink.DynamicProxy.Calls;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>
/// Stands for a task, so that the call's end is recorded before anybody who waits goes on. It ends as the task does, with the same
/// exceptions; whether somebody has looked at them is asked of this one. Exceptions must not be looked at in the task that the
/// caller holds, for nobody would hear of them then: also a completed task that failed is therefore replaced.
/// </summary>
internal sealed class WatchedTask : TaskCompletionSource
{
    private readonly Call _call;
    private readonly List<KeyValuePair<string, object?>> _values;

    public WatchedTask(Task task, Call call, List<KeyValuePair<string, object?>>? values = null)
    {
        _call = call;
        _values = values ?? [];
        if (task.IsCompleted)
            End(task);
        else
            // In the context of the caller, which is restored afterwards; at once, on the thread that completes the task.
            task.ContinueWith(static (t, watched) => ((WatchedTask)watched!).End(t), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void End(Task task)
    {
        if (task.IsCompletedSuccessfully)
            _call.Complete(_values);
        else
            _call.Fail(ExceptionOf(task), _values);
        SetFromTask(task);
    }

    /// <summary>Null: it was cancelled.</summary>
    public static Exception? ExceptionOf(Task task) => task.Exception is { InnerExceptions: [var only] } ? only : task.Exception;
}

/// <inheritdoc cref="WatchedTask"/>
internal sealed class WatchedTask<T> : TaskCompletionSource<T>
{
    private readonly Call _call;

    public WatchedTask(Task<T> task, Call call)
    {
        _call = call;
        if (task.IsCompleted)
            End(task);
        else
            task.ContinueWith(static (t, watched) => ((WatchedTask<T>)watched!).End(t), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }

    private void End(Task<T> task)
    {
        if (task.IsCompletedSuccessfully)
            _call.CompleteWith(_call.Plan.Values.HasResult ? task.Result : null);
        else
            _call.Fail(WatchedTask.ExceptionOf(task));
        SetFromTask(task);
    }
}
