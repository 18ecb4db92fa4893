using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Otel.EventSink.Tests;

/// <summary>Waits for a condition, never for a fixed time. The patience only bounds a test that fails.</summary>
internal static class Eventually
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static void True(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string what = "")
    {
        var started = Stopwatch.GetTimestamp();
        while (!condition())
        {
            if (Stopwatch.GetElapsedTime(started) > Patience)
                Assert.Fail($"Did not become true within {Patience}: {what}");
            Thread.Sleep(1);
        }
    }

    public static Task Completes(Task task) => task.WaitAsync(Patience);

    public static Task Completes(ValueTask task) => task.AsTask().WaitAsync(Patience);
}
