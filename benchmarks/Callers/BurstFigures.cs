using System.Diagnostics;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>What bursts cost, by target; the first half of the rounds is the compiler's.</summary>
internal sealed class BurstFigures
{
    private readonly Dictionary<string, List<(double Nanoseconds, double Bytes)>> _bursts = [];

    /// <summary>Runs a burst on a thread of its own, and notes what it cost that thread.</summary>
    public void Add(string name, int calls, Action burst)
    {
        var thread = new Thread(() =>
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var started = Stopwatch.GetTimestamp();
            burst();
            var time = Stopwatch.GetElapsedTime(started);
            if (!_bursts.TryGetValue(name, out var bursts))
                _bursts[name] = bursts = [];
            bursts.Add((time.TotalNanoseconds / calls, (GC.GetAllocatedBytesForCurrentThread() - allocated) / (double)calls));
        });
        thread.Start();
        thread.Join();
    }

    public Dictionary<string, object> Figures() => _bursts.ToDictionary(b => b.Key, b => (object)new
    {
        ns = Math.Round(Benchmarks.Figures.Median(Warm(b.Key).Select(w => w.Nanoseconds)), 1),
        bytes = Math.Round(Benchmarks.Figures.Median(Warm(b.Key).Select(w => w.Bytes))),
    });

    /// <summary>Median of the ratios within each round.</summary>
    public double Ratio(string ours, string theirs) =>
        Benchmarks.Figures.MedianRatio([.. Warm(ours).Select(w => w.Nanoseconds)], [.. Warm(theirs).Select(w => w.Nanoseconds)]);

    private List<(double Nanoseconds, double Bytes)> Warm(string name) => [.. _bursts[name].Skip(_bursts[name].Count / 2)];
}
