using System.Collections.Concurrent;

namespace Otel.EventSink.Diagnostics;

/// <summary>The one place for failures of the sink's own: counted all, shown at most once in ten seconds per operation.</summary>
internal sealed class Failures(EventSinkOptions options)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<string, Operation> _operations = new();
    private volatile EventSinkFailure? _last;
    private long _count;

    public EventSinkFailure? Last => _last;

    public long Count => Volatile.Read(ref _count);

    /// <summary>Shown however soon it follows another: for what happens once, and somebody has to act on. Never throws.</summary>
    public void Announce(string operation, string message, Exception? exception)
    {
        Interlocked.Increment(ref _count);
        _last = new EventSinkFailure(operation, message, exception, 0);
        Show(_last);
    }

    /// <summary>Never throws.</summary>
    public void Report(string operation, string message, Exception? exception)
    {
        Interlocked.Increment(ref _count);
        var state = _operations.GetOrAdd(operation, static _ => new Operation());
        long suppressed;
        lock (state)
        {
            var now = options.TimeProvider.GetTimestamp();
            if (state.Shown is { } shown && options.TimeProvider.GetElapsedTime(shown, now) < Interval)
            {
                state.Suppressed++;
                _last = new EventSinkFailure(operation, message, exception, state.Suppressed);
                return;
            }

            state.Shown = now;
            suppressed = state.Suppressed;
            state.Suppressed = 0;
        }

        _last = new EventSinkFailure(operation, message, exception, suppressed);
        Show(_last);
    }

    private void Show(EventSinkFailure failure)
    {
        try
        {
            if (options.OnFailure is { } handler)
                OwnWork.Run(() => handler(failure));
            else
                Console.Error.WriteLine($"EventSink: {failure.Operation}: {failure.Message}{(failure.Suppressed > 0 ? $" ({failure.Suppressed} more like it)" : "")}");
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The last resort has failed: there is nowhere left to say so but the count.
            Interlocked.Increment(ref _count);
        }
    }

    private sealed class Operation
    {
        public long? Shown;
        public long Suppressed;
    }
}
