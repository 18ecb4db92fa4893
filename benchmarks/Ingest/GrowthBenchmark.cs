using System.Diagnostics;
using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>
/// One database grows, half a million by half a million. Then events go in turn into it and into a copy of what it was after its first slice: what
/// the machine does faster or slower meanwhile befalls both, so that the ratio is the growth's own.
/// </summary>
internal static class GrowthBenchmark
{
    private const int Slice = 500_000;
    private const int Rounds = 5;

    public static async Task<object> RunAsync(Arguments arguments)
    {
        var events = arguments.Int("events", 10_000_000);
        var slice = Math.Min(Slice, Math.Max(1, events / 2));
        using var folder = new WorkFolder();
        var (grown, early, small) = (folder["grown.db"], folder["early.db"], folder["small.db"]);
        await IngestBenchmark.RecordAsync(folder["warm.db"], slice / 10);

        var (rates, costs) = (new List<double>(), new List<SliceCost>());
        await RecordAsync();
        File.Copy(grown, early);
        while (rates.Count * (long)slice < events)
            await RecordAsync();

        var bytes = new FileInfo(grown).Length / ((double)rates.Count * slice);
        var ratios = new List<(double Rate, double Processor)>();
        for (var round = 0; round < Rounds; round++)
        {
            // Gone again at once: what is left to be written of it would be written in the other's time.
            CopySynced(early, small);
            var (smallRate, smallCost) = await AppendAsync(small, slice);
            WorkFolder.DeleteDatabase(small);
            var (grownRate, grownCost) = await AppendAsync(grown, slice);
            ratios.Add((grownRate / smallRate, grownCost.ProcessorUs / smallCost.ProcessorUs));
            Figures.Say($"round {round + 1}: {grownRate:n0} events/s grown, {smallRate:n0} small, {ratios[^1].Rate:n3}");
        }

        return new
        {
            events = rates.Count * slice,
            lost = (long)rates.Count * slice + Rounds * (long)slice - Recorder.CountRows(grown),
            slice,
            rates = rates.Select(r => Math.Round(r)),
            processor_us_per_event = costs.Select(c => Math.Round(c.ProcessorUs, 2)),
            written_bytes_per_event = costs.Select(c => Math.Round(c.WrittenBytes)),
            grown_over_small = Math.Round(Figures.Median(ratios.ConvertAll(r => r.Rate)), 3),
            grown_over_small_rounds = ratios.Select(r => Math.Round(r.Rate, 3)),
            processor_grown_over_small = Math.Round(Figures.Median(ratios.ConvertAll(r => r.Processor)), 3),
            bytes_per_event = Math.Round(bytes, 1),
        };

        async Task RecordAsync()
        {
            var (rate, cost) = await AppendAsync(grown, slice);
            rates.Add(rate);
            costs.Add(cost);
            Figures.Say($"{rates.Count * slice:n0} events: {rate:n0} events/s, {cost.ProcessorUs:n2} us, {cost.WrittenBytes:n0} bytes written");
        }
    }

    private static void CopySynced(string from, string to)
    {
        File.Copy(from, to);
        using var copy = new FileStream(to, FileMode.Open);
        copy.Flush(flushToDisk: true);
    }

    /// <summary>Each part is written by a collector of its own, which indexes its texts before it closes: none of that falls into the next part.</summary>
    private static async Task<(double Rate, SliceCost Cost)> AppendAsync(string path, int events)
    {
        await using var recorder = new Recorder(path);
        var before = SliceCost.UntilNow();
        var started = Stopwatch.GetTimestamp();
        recorder.Producers.Run(events);
        await recorder.Collector.FlushAsync();
        var rate = events / Figures.SecondsSince(started);
        var cost = SliceCost.UntilNow().Since(before, events);
        await TextIndex.WaitAsync(path);
        return (rate, cost);
    }
}
