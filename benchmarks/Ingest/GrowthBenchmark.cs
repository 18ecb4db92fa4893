using System.Diagnostics;
using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>
/// The rate by each half million as one database grows. After each slice the same events go into a new, small database: what the
/// machine does faster or slower meanwhile shows there too, and is divided out.
/// </summary>
internal static class GrowthBenchmark
{
    private const int Slice = 500_000;

    public static async Task<object> RunAsync(Arguments arguments)
    {
        var events = arguments.Int("events", 10_000_000);
        var slice = Math.Min(Slice, Math.Max(1, events / 2));
        using var folder = new WorkFolder();
        var path = arguments.Text("db") ?? folder["events.db"];
        await IngestBenchmark.RecordAsync(folder["warm.db"], slice / 10);

        var (rates, controls) = (new List<double>(), new List<double>());
        await using (var recorder = new Recorder(path))
        {
            for (var done = 0; done < events; done += slice)
            {
                rates.Add(slice / await RecordAsync(recorder, slice));
                WorkFolder.DeleteDatabase(folder["control.db"]);
                controls.Add(slice / 2 / await IngestBenchmark.RecordAsync(folder["control.db"], slice / 2));
                Figures.Say($"{done + slice:n0} events: {rates[^1]:n0} events/s, new database {controls[^1]:n0}");
            }

            await TextIndex.WaitAsync(path);
        }

        var relative = rates.Zip(controls, (rate, control) => rate / control).ToList();
        return new
        {
            events = rates.Count * slice,
            lost = (long)rates.Count * slice - Recorder.CountRows(path),
            slice,
            rates = rates.Select(r => Math.Round(r)),
            new_database_rates = controls.Select(r => Math.Round(r)),
            last_over_first = Math.Round(Edge(rates, fromEnd: true) / Edge(rates, fromEnd: false), 3),
            last_over_first_against_new_database = Math.Round(Edge(relative, fromEnd: true) / Edge(relative, fromEnd: false), 3),
            bytes_per_event = Math.Round(new FileInfo(path).Length / ((double)rates.Count * slice), 1),
        };
    }

    private static async Task<double> RecordAsync(Recorder recorder, int events)
    {
        var started = Stopwatch.GetTimestamp();
        recorder.Producers.Run(events);
        await recorder.Collector.FlushAsync();
        return Figures.SecondsSince(started);
    }

    /// <summary>One slice is at the mercy of the moment: the median of up to three at either end.</summary>
    private static double Edge(List<double> values, bool fromEnd)
    {
        var count = Math.Clamp(values.Count / 2, 1, 3);
        return Figures.Median(fromEnd ? values.TakeLast(count) : values.Take(count));
    }
}
