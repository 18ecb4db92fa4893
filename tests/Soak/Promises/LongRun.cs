using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// Two threads log flat out, and retention keeps the file small. Memory, file handles and threads of the process are the same at the end as
/// at the beginning, and the log never grows beyond its limit.
/// </summary>
internal static class LongRun
{
    private const int Windows = 12;
    private const long MaxLogBytes = 64 << 20;
    private const long MaxBytes = 48 << 20;

    /// <summary>Between two collections some of it is there by chance: buffers, the pool of the runtime's own threads.</summary>
    private const long Slack = 4 << 20;
    private const int FewMore = 8;

    public static readonly Promise Promise = new("R15", "full rate for long: memory, handles and threads stay, the log is small", Small: 300_000, Whole: 50_000_000, RunAsync)
    {
        Missing = static () => Directory.Exists("/proc/self/fd") ? null : "handles and threads are counted in /proc",
    };

    private static async Task RunAsync(Run run)
    {
        var path = run.Path("events.db");
        using var logSize = new Largest(() => new FileInfo(path + "-wal") is { Exists: true } log ? log.Length : 0);
        await using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = path, MaxBytes = MaxBytes, RetentionInterval = TimeSpan.FromSeconds(2) });
        using var logging = LoggerFactory.Create(b => b.AddProvider(new EventSinkLoggerProvider(collector)));
        var log = logging.CreateLogger("Soak");
        var started = Stopwatch.GetTimestamp();
        var states = new List<State>();
        for (var window = 0; window < Windows; window++)
        {
            await Task.WhenAll(Enumerable.Range(0, 2).Select(p => Task.Factory.StartNew(() => Say(log, p, run.Tries / Windows / 2), TaskCreationOptions.LongRunning)));
            await collector.FlushAsync();
            states.Add(State.Now());
        }

        var rate = run.Tries / Stopwatch.GetElapsedTime(started).TotalSeconds;
        var health = await collector.CheckHealthAsync();
        run.Tried = health.Emitted;
        run.Lost = health.Emitted - health.Stored;
        // The first windows warm up.
        var (first, last) = (Smallest(states.Take(2..(Windows / 2))), Smallest(states.TakeLast(Windows / 3)));
        run.Note = $"{rate:n0} events/s; {first} at first, {last} in the end; the log took {logSize.Bytes >> 20} MiB at most, the file {new FileInfo(path).Length >> 20}";
        Run.Check(last.Bytes <= first.Bytes + first.Bytes / 10 + Slack && last.Handles <= first.Handles + FewMore && last.Threads <= first.Threads + FewMore, run.Note);
        Run.Check(logSize.Bytes <= MaxLogBytes, run.Note);
    }

    private static void Say(ILogger log, int producer, int count)
    {
        for (var i = 0; i < count; i++)
            log.LogInformation("Producer {Producer} has made {Count} steps", producer, i);
    }

    private static State Smallest(IEnumerable<State> states)
    {
        var all = states.ToList();
        return new(all.Min(s => s.Bytes), all.Min(s => s.Handles), all.Min(s => s.Threads));
    }

    private sealed record State(long Bytes, int Handles, int Threads)
    {
        public static State Now()
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            return new(GC.GetTotalMemory(forceFullCollection: true), Directory.GetFiles("/proc/self/fd").Length, Process.GetCurrentProcess().Threads.Count);
        }

        public override string ToString() => $"{Bytes >> 10:n0} KiB, {Handles} handles, {Threads} threads";
    }
}
