namespace Otel.EventSink.Pipeline;

/// <summary>When commits are to be flushed to the disk: within the interval, again soon after a failure, and never while there is nothing to flush.</summary>
internal sealed class SyncSchedule(EventSinkOptions options)
{
    private static readonly TimeSpan Retry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MinWait = TimeSpan.FromMilliseconds(1);
    private long _last;
    private volatile bool _fails;

    /// <summary>Whether something is committed that would not survive a loss of power.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the last attempt failed. Any thread.</summary>
    public bool Fails => _fails;

    public bool IsDue => options.TimeProvider.GetElapsedTime(_last) >= options.SyncInterval;

    /// <summary>How long there is nothing to do.</summary>
    public TimeSpan UntilNext
    {
        get
        {
            if (!IsOpen)
                return Timeout.InfiniteTimeSpan;
            var left = (_fails ? Retry : options.SyncInterval) - options.TimeProvider.GetElapsedTime(_last);
            return left > MinWait ? left : MinWait;
        }
    }

    /// <param name="isWanted">Whether somebody waits for it.</param>
    public bool ShouldTry(bool isWanted) => IsOpen && (_fails ? UntilNext <= MinWait : isWanted || IsDue);

    /// <summary>After a commit, or a sync.</summary>
    public void Note(bool synced)
    {
        IsOpen = !synced;
        if (!synced)
            return;
        _fails = false;
        _last = options.TimeProvider.GetTimestamp();
    }

    /// <summary>It is tried again; until then health shows it, whatever becomes of commits.</summary>
    public void NoteFailure()
    {
        _fails = true;
        _last = options.TimeProvider.GetTimestamp();
    }
}
