using System.Diagnostics;

namespace Otel.EventSink.Soak;

/// <summary>How long the slowest of many calls took.</summary>
internal sealed class Slowest
{
    private long _ticks;

    public double Milliseconds => TimeSpan.FromTicks(Volatile.Read(ref _ticks)).TotalMilliseconds;

    public void Time(Action call)
    {
        var started = Stopwatch.GetTimestamp();
        call();
        Note(Stopwatch.GetElapsedTime(started));
    }

    public async Task TimeAsync(Func<ValueTask> call)
    {
        var started = Stopwatch.GetTimestamp();
        await call();
        Note(Stopwatch.GetElapsedTime(started));
    }

    private void Note(TimeSpan time)
    {
        for (var seen = Volatile.Read(ref _ticks); time.Ticks > seen; seen = Volatile.Read(ref _ticks))
            if (Interlocked.CompareExchange(ref _ticks, time.Ticks, seen) == seen)
                return;
    }
}
