namespace Otel.EventSink.Pipeline;

/// <summary>Wakes producers, blocked threads and awaiting tasks alike, when the queue has room again.</summary>
internal sealed class RoomSignal
{
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _room = new(false, spinCount: 0);
    private TaskCompletionSource? _next;
    private int _waiters;

    /// <summary>Repeats <paramref name="attempt"/> at each signal until it succeeds or time is up.</summary>
    public bool Wait(Func<bool> attempt, TimeSpan timeout, TimeProvider time)
    {
        var started = time.GetTimestamp();
        Interlocked.Increment(ref _waiters);
        try
        {
            while (true)
            {
                // Reset first, try second: room made in between sets the event again.
                _room.Reset();
                if (attempt())
                    return true;
                var left = timeout == Timeout.InfiniteTimeSpan ? timeout : timeout - time.GetElapsedTime(started);
                if (left != Timeout.InfiniteTimeSpan && left <= TimeSpan.Zero)
                    return false;
                // Several waiters share one event, and one may reset what another has not seen yet: hence the upper bound.
                _room.Wait(left == Timeout.InfiniteTimeSpan || left > Recheck ? Recheck : left);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiters);
        }
    }

    public async ValueTask WaitAsync(Func<bool> attempt, CancellationToken ct)
    {
        Interlocked.Increment(ref _waiters);
        try
        {
            while (true)
            {
                Task next;
                lock (_gate)
                    next = (_next ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
                if (attempt())
                    return;
                await next.WaitAsync(ct).ConfigureAwait(false);
            }
        }
        finally
        {
            Interlocked.Decrement(ref _waiters);
        }
    }

    /// <summary>Called by the consumer once per drained batch.</summary>
    public void Pulse()
    {
        // Without the fence the freed slots may become visible after the waiters are counted, and a waiter sleeps on.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _waiters) == 0)
            return;
        _room.Set();
        lock (_gate)
        {
            _next?.TrySetResult();
            _next = null;
        }
    }

    private static readonly TimeSpan Recheck = TimeSpan.FromMilliseconds(50);
}
