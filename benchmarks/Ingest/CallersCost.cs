using Otel.EventSink.Benchmarks.Callers;
using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>What a call costs the thread that makes it: ns and bytes, median of bursts that fit the queue, which is empty before each.</summary>
internal sealed record CallersCost(double Nanoseconds, double Bytes)
{
    private const string Name = "call";
    private const int Rounds = 25;

    public static CallersCost Measure(string path, int events)
    {
        var burst = Math.Min(CallersBenchmark.Burst, events);
        var figures = new BurstFigures();
        using var recorder = new Recorder(path);
        for (var round = 0; round < Rounds; round++)
        {
            figures.Add(Name, burst, () => recorder.Producers.Burst(burst));
            recorder.Collector.FlushAsync().AsTask().Wait();
        }

        return new(figures.Nanoseconds(Name), figures.Bytes(Name));
    }
}
