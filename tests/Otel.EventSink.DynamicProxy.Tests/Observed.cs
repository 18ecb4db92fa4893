using System.Diagnostics;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>All that a caller can see of a call, as text.</summary>
internal static class Observed
{
    public static async Task<string> Of(Shapes target, Func<object?> call)
    {
        var before = Activity.Current;
        object? returned;
        try
        {
            returned = call();
        }
        catch (Exception e)
        {
            return $"threw {Of(target, e)}; {Current(before)}";
        }

        var seen = $"returned {Name(returned)}; {Current(before)}";
        var ended = returned switch
        {
            Task<int> t => await EndOf(target, t, async () => await t),
            Task t => await EndOf(target, t, async () => await Nothing(t)),
            ValueTask<int> t => await EndOf(target, t),
            ValueTask t => await EndOf(target, t),
            IAsyncEnumerable<int> s => await ReadAll(target, s),
            _ => $"{returned}",
        };
        return $"{seen}; {ended}; {Current(before)}";
    }

    private static async Task<string> EndOf(Shapes target, ValueTask task)
    {
        var seen = $"completed {task.IsCompleted} {task.IsCompletedSuccessfully}";
        var waited = task.AsTask();
        return $"{seen}; {await EndOf(target, waited, async () => await Nothing(waited))}";
    }

    private static async Task<string> EndOf(Shapes target, ValueTask<int> task)
    {
        var seen = $"completed {task.IsCompleted} {task.IsCompletedSuccessfully}";
        var waited = task.AsTask();
        return $"{seen}; {await EndOf(target, waited, async () => await waited)}";
    }

    private static async Task<string> EndOf(Shapes target, Task task, Func<Task<object>> wait)
    {
        target.Release();
        string result;
        try
        {
            result = $"{await wait()}";
        }
        catch (Exception e)
        {
            result = Of(target, e);
        }

        return $"{task.Status} {result} [{string.Join(", ", task.Exception?.InnerExceptions.Select(e => e.Message) ?? [])}]";
    }

    private static async Task<object> Nothing(Task task)
    {
        await task;
        return "nothing";
    }

    private static async Task<string> ReadAll(Shapes target, IAsyncEnumerable<int> stream)
    {
        target.Release();
        var items = new List<int>();
        var before = Activity.Current;
        try
        {
            await foreach (var item in stream)
            {
                items.Add(item);
                Assert.Same(before, Activity.Current);
            }
        }
        catch (Exception e)
        {
            return $"{string.Join(' ', items)} {Of(target, e)}";
        }

        return string.Join(' ', items);
    }

    /// <summary>Which one it is, and where the target threw it.</summary>
    private static string Of(Shapes target, Exception e)
    {
        var own = (e.StackTrace ?? "").Split('\n').Where(static l => l.Contains(".Shapes.", StringComparison.Ordinal) && !l.Contains("DynamicProxy.Shapes.", StringComparison.Ordinal));
        return $"{e.GetType().Name} {e.Message} same: {target.HasThrown(e)} at{string.Join("", own.Select(static l => l.Trim()))}";
    }

    private static string Current(Activity? before) => ReferenceEquals(before, Activity.Current) ? "activity kept" : "activity changed";

    private static string Name(object? returned) => returned switch
    {
        null => "null",
        Task t => $"task, completed {t.IsCompleted}",
        IAsyncEnumerable<int> => "stream",
        _ => returned.GetType().Name,
    };
}
