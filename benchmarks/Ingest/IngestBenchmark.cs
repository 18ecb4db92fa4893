using System.Diagnostics;
using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>From <c>ILogger</c> to committed rows: two producers flat out, until all is committed; then what a call costs its caller.</summary>
internal static class IngestBenchmark
{
    private const int WarmUp = 50_000;

    public static async Task<object> RunAsync(Arguments arguments)
    {
        var events = arguments.Int("events", 1_000_000);
        using var folder = new WorkFolder();
        var path = arguments.Text("db") ?? folder["events.db"];
        var callers = CallersCost.Measure(folder["callers.db"], events);
        await RecordAsync(folder["warm.db"], Math.Min(events, WarmUp));

        var before = File.Exists(path) ? Recorder.CountRows(path) : 0;
        var seconds = await RecordAsync(path, events, withTextIndex: true);
        var rows = Recorder.CountRows(path);
        return new
        {
            events,
            seconds = Math.Round(seconds, 3),
            rate = Math.Round(events / seconds),
            lost = events - (rows - before),
            bytes_per_event = Math.Round(new FileInfo(path).Length / (double)rows, 1),
            callers_ns = callers.Nanoseconds,
            callers_bytes = callers.Bytes,
            event_bytes = Math.Round(Recorder.EventBytes(path)),
        };
    }

    /// <summary>Seconds from the first call until everything is committed.</summary>
    /// <param name="withTextIndex">Whether to wait before closing until texts are indexed, so that the file is what it will be.</param>
    public static async Task<double> RecordAsync(string path, int events, bool withTextIndex = false)
    {
        await using var recorder = new Recorder(path);
        var started = Stopwatch.GetTimestamp();
        recorder.Producers.Run(events);
        await recorder.Collector.FlushAsync();
        var seconds = Figures.SecondsSince(started);
        if (withTextIndex)
            await TextIndex.WaitAsync(path);
        return seconds;
    }
}
