using System.Diagnostics;
using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>Several processes on one file: each logs its share flat out; the time runs from the start signal until the last has committed.</summary>
internal static class ProcessesBenchmark
{
    private const string Ready = "ready", Go = "go";

    public static async Task<object> RunAsync(Arguments arguments)
    {
        var processes = arguments.Int("processes", 4);
        var each = arguments.Int("events", 1_000_000) / processes;
        using var folder = new WorkFolder();
        var path = arguments.Text("db") ?? folder["events.db"];
        var before = File.Exists(path) ? Recorder.CountRows(path) : 0;

        var children = Enumerable.Range(0, processes).Select(_ => Self.Start("processes-child", "--db", path, "--events", $"{each}")).ToList();
        foreach (var child in children)
            await Self.ReadLineAsync(child);
        var started = Stopwatch.GetTimestamp();
        foreach (var child in children)
            child.StandardInput.WriteLine(Go);
        var rates = new List<double>();
        foreach (var child in children)
            rates.Add(each / double.Parse(await Self.ReadLineAsync(child), System.Globalization.CultureInfo.InvariantCulture));
        var seconds = Figures.SecondsSince(started);
        foreach (var child in children)
            await child.WaitForExitAsync();

        var events = processes * each;
        return new
        {
            events,
            processes,
            seconds = Math.Round(seconds, 3),
            rate = Math.Round(events / seconds),
            rates = rates.Select(r => Math.Round(r)),
            lost = events - (Recorder.CountRows(path) - before),
        };
    }

    /// <summary>One of them: says that it is ready, waits for the signal, says how many seconds it took.</summary>
    public static async Task<object> RunChildAsync(Arguments arguments)
    {
        await using var recorder = new Recorder(arguments.Required("db"));
        Console.WriteLine(Ready);
        Console.ReadLine();
        var started = Stopwatch.GetTimestamp();
        recorder.Producers.Run(arguments.Int("events", 0), threads: 1);
        await recorder.Collector.FlushAsync();
        return Figures.SecondsSince(started);
    }
}
