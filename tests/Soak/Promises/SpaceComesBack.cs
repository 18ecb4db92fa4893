using System.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Soak.Promises;

/// <summary>The older half of a store is deleted while somebody commits one event after the other: the file shrinks, and nobody waits long.</summary>
internal static class SpaceComesBack
{
    private const int PerBatch = 5_000;
    private const double MaxRatio = 1.3;
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Promised are 50 ms and 60 s. What is measured is printed; on a machine that others use a slice may stand still for longer.</summary>
    private const double LongSliceMilliseconds = 500;

    public static readonly Promise Promise = new("R18", "retention gives the space back, in short slices", Small: 100_000, Whole: 2_000_000, RunAsync);

    private static async Task RunAsync(Run run)
    {
        var path = run.Path("events.db");
        await using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = path });
        for (; run.Tried < run.Tries; run.Tried += PerBatch)
            await collector.CollectAsync([.. Enumerable.Range(0, PerBatch).Select(i => New(run, (int)run.Tried + i))]);
        var before = new FileInfo(path).Length;

        var deleting = collector.DeleteBeforeAsync(Start.AddSeconds(run.Tried / 2)).AsTask();
        var started = Stopwatch.GetTimestamp();
        var slowest = new Slowest();
        for (; !deleting.IsCompleted; await Task.Delay(1))
            await slowest.TimeAsync(() => collector.CollectAsync(New(run, (int)run.Tried++)));
        var deleted = await deleting;
        var retention = ((LastingStore)collector.Store).LastRetention!;
        // Somebody may have been reading: then the file is cut when the log is moved the next time.
        var (live, file) = Sizes(path);
        for (; file > MaxRatio * live && Stopwatch.GetElapsedTime(started) < TimeSpan.FromMinutes(1); (live, file) = Sizes(path))
            await collector.CollectAsync(New(run, (int)run.Tried++));
        var time = Stopwatch.GetElapsedTime(started);
        var ratio = file / (double)live;
        using var store = new Store(path);
        run.Lost = run.Tried - deleted - store.Number("SELECT count(*) FROM events");
        run.Note = $"{before >> 20} MiB became {file >> 20} in {time.TotalSeconds:n1} s, {ratio:n2} of what is live; the longest of {retention.Slices:n0} slices took {retention.LongestSlice.TotalMilliseconds:n1} ms, the slowest commit meanwhile {slowest.Milliseconds:n1} ms";
        Run.Check(ratio <= MaxRatio && time < TimeSpan.FromMinutes(1) && retention.LongestSlice.TotalMilliseconds < LongSliceMilliseconds, run.Note);
        store.CheckIntegrity();
    }

    private static (long Live, long File) Sizes(string path)
    {
        using var store = new Store(path);
        return (store.Number("SELECT (page_count - freelist_count) * page_size FROM pragma_page_count, pragma_freelist_count, pragma_page_size"), new FileInfo(path).Length);
    }

    private static Event New(Run run, int number) => new()
    {
        System = new($"system-{number % 5}"),
        Type = new($"soak.type-{number % 20}"),
        Title = $"Event {number % 1_000}",
        Description = $"Event {number} with {run.Random.Next()} and {run.Random.Next()}",
        Timestamp = Start.AddSeconds(number),
        CorrelationId = Guid.NewGuid().ToString("N"),
        Severity = number % 50 == 0 ? Severity.Error : Severity.Info,
        Duration = TimeSpan.FromMilliseconds(number % 500),
        Tags = [$"tag-{number % 7}"],
    };
}
