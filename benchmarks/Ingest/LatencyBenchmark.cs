using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>From the call of <c>Log</c> to committed, at a steady rate, with the default <c>SyncInterval</c> and with 0: every commit flushed to the disk.</summary>
internal static class LatencyBenchmark
{
    public static async Task<object> RunAsync(Arguments arguments)
    {
        var seconds = arguments.Int("seconds", 10);
        int[] rates = arguments.Text("rate") is null ? [1_000, 10_000] : [arguments.Int("rate", 0)];
        using var folder = new WorkFolder();
        await RunAsync(folder["warm.db"], rates[^1], seconds: 1, TimeSpan.Zero);

        var runs = new List<object>();
        foreach (var rate in rates)
        {
            runs.Add(await RunAsync(folder[$"normal{rate}.db"], rate, seconds, new EventSinkOptions().SyncInterval));
            runs.Add(await RunAsync(folder[$"full{rate}.db"], rate, seconds, TimeSpan.Zero));
        }

        return new { seconds, runs };
    }

    private static async Task<object> RunAsync(string path, int rate, int seconds, TimeSpan syncInterval)
    {
        await using var recorder = new Recorder(path, o => o.SyncInterval = syncInterval);
        var run = new PacedRun(recorder, path, rate, seconds);
        run.Run();
        var waits = run.Microseconds;
        return new
        {
            rate,
            sync_interval_ms = syncInterval.TotalMilliseconds,
            events = waits.Length,
            p50_us = At(waits, 0.5),
            p99_us = At(waits, 0.99),
            p999_us = At(waits, 0.999),
            max_us = At(waits, 1),
            late_us = Math.Round(run.LatestStart),
            max_wal_bytes = run.MaxLogBytes,
        };
    }

    private static double At(double[] sorted, double share) => Math.Round(sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * share)]);
}
