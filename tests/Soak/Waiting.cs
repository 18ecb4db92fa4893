using System.Diagnostics;

namespace Otel.EventSink.Soak;

/// <summary>Waits for conditions and says how long that took.</summary>
internal static class Waiting
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    /// <exception cref="BrokenPromiseException">It did not become true within a minute.</exception>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> condition, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await condition())
        {
            Run.Check(Stopwatch.GetElapsedTime(started) < Patience, $"Not within {Patience}: {what}");
            await Task.Delay(5);
        }

        return Stopwatch.GetElapsedTime(started);
    }

    public static Task<TimeSpan> UntilAsync(EventCollector collector, CollectorStatus status) =>
        UntilAsync(async () => (await collector.CheckHealthAsync()).Status == status, $"health {status}");
}
