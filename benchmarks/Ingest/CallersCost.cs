using System.Diagnostics;
using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>What a call costs the thread that makes it: mean ns and bytes, median of bursts that fit the queue, which is empty before each.</summary>
internal sealed record CallersCost(double Nanoseconds, double Bytes)
{
    /// <summary>A quarter of the queue: nobody ever waits for room.</summary>
    private const int LargestBurst = 16_384;
    private const int Rounds = 25;

    public static async Task<CallersCost> MeasureAsync(string path, int events)
    {
        var burst = Math.Min(LargestBurst, events);
        await using var recorder = new Recorder(path);
        var (times, bytes) = (new List<double>(), new List<double>());
        for (var round = 0; round < Rounds; round++)
        {
            // A thread of its own, so that every round runs on one thread from end to end.
            var thread = new Thread(() =>
            {
                var allocated = GC.GetAllocatedBytesForCurrentThread();
                var started = Stopwatch.GetTimestamp();
                recorder.Producers.Burst(burst);
                times.Add(Stopwatch.GetElapsedTime(started).TotalNanoseconds / burst);
                bytes.Add((GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)burst);
            });
            thread.Start();
            thread.Join();
            await recorder.Collector.FlushAsync();
        }

        // The first rounds are the compiler's.
        return new(Math.Round(Figures.Median(times.Skip(Rounds / 2)), 1), Math.Round(Figures.Median(bytes.Skip(Rounds / 2)), 1));
    }
}
