using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Otel.EventSink.Benchmarks.Query;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Benchmarks.Retention;

/// <summary>Deletes the older half of a store while somebody collects an event every millisecond and waits until it is committed.</summary>
internal static class RetentionBenchmark
{
    public static async Task<object> RunAsync(Arguments arguments)
    {
        var events = arguments.Int("events", 1_000_000);
        using var folder = new WorkFolder();
        var path = folder["events.db"];
        await using (var filling = EventCollector.Open(path))
        {
            foreach (var page in Workload.Pages(events, 10_000))
                await filling.CollectAsync(page);
        }

        var before = new FileInfo(path).Length;
        await using var collector = EventCollector.Open(path);
        var quiet = await LongestWaitAsync(collector, Task.Delay(TimeSpan.FromSeconds(3)));

        var started = Stopwatch.GetTimestamp();
        var retaining = collector.DeleteBeforeAsync(Workload.Now - Workload.Window / 2).AsTask();
        var busy = await LongestWaitAsync(collector, retaining);
        var seconds = Figures.SecondsSince(started);
        var run = ((LastingStore)collector.Store).LastRetention!;
        var live = LiveBytes(path);
        return new
        {
            events,
            deleted = run.Deleted,
            seconds = Math.Round(seconds, 2),
            slices = run.Slices,
            longest_slice_ms = Math.Round(run.LongestSlice.TotalMilliseconds, 1),
            longest_append_wait_ms = busy,
            longest_append_wait_before_ms = quiet,
            file_bytes_before = before,
            file_bytes_after = new FileInfo(path).Length,
            log_bytes_after = new FileInfo(path + "-wal").Length,
            live_bytes = live,
            file_per_live = Math.Round(new FileInfo(path).Length / (double)live, 3),
        };
    }

    /// <summary>In ms, while the task runs.</summary>
    private static async Task<double> LongestWaitAsync(EventCollector collector, Task running)
    {
        var longest = TimeSpan.Zero;
        for (var i = 0; !running.IsCompleted; i++)
        {
            var started = Stopwatch.GetTimestamp();
            await collector.CollectAsync(new Event { System = new("shop"), Type = new("order.placed"), Title = "Meanwhile", Timestamp = Workload.Now.AddTicks(i) });
            var waited = Stopwatch.GetElapsedTime(started);
            longest = waited > longest ? waited : longest;
            await Task.Delay(1);
        }

        await running;
        return Math.Round(longest.TotalMilliseconds, 1);
    }

    private static long LiveBytes(string path)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
        return (long)command.ExecuteScalar()!;
    }
}
