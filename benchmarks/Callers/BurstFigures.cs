using System.Diagnostics;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>What bursts cost, by target; the first half of the rounds is the compiler's.</summary>
internal sealed class BurstFigures
{
    /// <summary>After the last event is stored, whoever stored it still moves logs and closes files; that is none of the next burst's.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(20);

    private readonly Dictionary<string, List<(double Nanoseconds, double Bytes)>> _bursts = [];

    /// <summary>Runs a burst, and notes what it cost this thread. Always the same thread: what is kept by thread is made once.</summary>
    public void Add(string name, int calls, Action burst)
    {
        Thread.Sleep(Settle);
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var started = Stopwatch.GetTimestamp();
        burst();
        var time = Stopwatch.GetElapsedTime(started);
        var bytes = GC.GetAllocatedBytesForCurrentThread() - allocated;
        if (!_bursts.TryGetValue(name, out var bursts))
            _bursts[name] = bursts = [];
        bursts.Add((time.TotalNanoseconds / calls, bytes / (double)calls));
    }

    public Dictionary<string, object> Figures() => _bursts.Keys.ToDictionary(n => n, n => (object)new { ns = Nanoseconds(n), bytes = Bytes(n) });

    /// <summary>Median of the ratios within each round.</summary>
    public double Ratio(string ours, string theirs) =>
        Benchmarks.Figures.MedianRatio([.. Warm(ours).Select(w => w.Nanoseconds)], [.. Warm(theirs).Select(w => w.Nanoseconds)]);

    public double Nanoseconds(string name) => Math.Round(Benchmarks.Figures.Median(Warm(name).Select(w => w.Nanoseconds)), 1);

    public double Bytes(string name) => Math.Round(Benchmarks.Figures.Median(Warm(name).Select(w => w.Bytes)), 1);

    private List<(double Nanoseconds, double Bytes)> Warm(string name) => [.. _bursts[name].Skip(_bursts[name].Count / 2)];
}
