using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Benchmarks.Load;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>
/// Logs at a steady rate and watches what is committed, both on one thread that never sleeps: nobody has to be woken for the measurement.
/// Events are committed in the order in which one thread logs them, so that a count tells which.
/// </summary>
internal sealed class PacedRun(Recorder recorder, string path, int rate, int seconds)
{
    /// <summary>Not counted: meanwhile the runtime compiles what is called often, on a thread that takes the second core from the writer.</summary>
    private const int WarmSeconds = 3;

    /// <summary>How often at most the committed events are counted: the resolution.</summary>
    private static readonly long Glance = Stopwatch.Frequency / 50_000;
    private static readonly long LogGlance = Stopwatch.Frequency / 200;

    private readonly long[] _started = new long[rate * (WarmSeconds + seconds)];
    private readonly long[] _waited = new long[rate * (WarmSeconds + seconds)];
    private int _logged;
    private int _committed;

    /// <summary>From the call to committed, sorted, without the first seconds.</summary>
    public double[] Microseconds => [.. _waited.Skip(rate * WarmSeconds).Order().Select(ToMicroseconds)];

    /// <summary>The most, in us, by which a call came later than the rate says: as long as the thread was not given the processor.</summary>
    public double LatestStart { get; private set; }

    /// <summary>The longest that the write-ahead log was.</summary>
    public long MaxLogBytes { get; private set; }

    public void Run()
    {
        var log = recorder.Loggers.CreateLogger("Shop.Orders");
        var begin = Stopwatch.GetTimestamp();
        long nextGlance = 0, nextLogGlance = 0;
        while (_committed < _waited.Length)
        {
            var now = Stopwatch.GetTimestamp();
            var due = begin + (long)((double)_logged * Stopwatch.Frequency / rate);
            if (_logged < _started.Length && now >= due)
            {
                if (_logged >= rate * WarmSeconds)
                    LatestStart = Math.Max(LatestStart, ToMicroseconds(now - due));
                _started[_logged] = now;
                // Errors have a lane of their own; all that is logged here is to stay in order.
                ShopLog.Write(log, _logged % 99);
                _logged++;
            }

            if (_committed < _logged && now >= nextGlance)
            {
                NoteCommitted();
                nextGlance = now + Glance;
            }

            if (now >= nextLogGlance)
            {
                MaxLogBytes = Math.Max(MaxLogBytes, new FileInfo(path + "-wal") is { Exists: true } file ? file.Length : 0);
                nextLogGlance = now + LogGlance;
            }
        }
    }

    private void NoteCommitted()
    {
        var health = recorder.Collector.CheckHealthAsync().AsTask().Result;
        var now = Stopwatch.GetTimestamp();
        if (health.Dropped.Count > 0)
            throw new InvalidOperationException($"Events were dropped: {string.Join(", ", health.Dropped)}.");
        for (; _committed < health.Stored; _committed++)
            _waited[_committed] = now - _started[_committed];
    }

    private static double ToMicroseconds(long ticks) => ticks * 1e6 / Stopwatch.Frequency;
}
