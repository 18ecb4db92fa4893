namespace Otel.EventSink.Diagnostics;

/// <summary>
/// The time by which old events are deleted. A wall clock that is suddenly days ahead of what the steady one says is not believed for a
/// day: a year too far and every event would be too old. One that goes back is; it deletes less.
/// </summary>
/// <param name="known">A time that has been, such as that of the newest event; null: none is known.</param>
internal sealed class TrustedClock(TimeProvider time, DateTimeOffset? known)
{
    /// <summary>Both how far a clock may be ahead, and how long it must stay there to be right.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromDays(1);

    private DateTimeOffset _last = known < time.GetUtcNow() ? known.Value : time.GetUtcNow();
    private long _lastStamp = time.GetTimestamp();
    private long? _doubtedSince;

    /// <summary>How far ahead the clock is that is not believed; zero: it is believed.</summary>
    public TimeSpan Ahead { get; private set; }

    public DateTimeOffset Now()
    {
        var now = time.GetUtcNow();
        var elapsed = time.GetElapsedTime(_lastStamp);
        var ahead = now - _last - elapsed;
        if (ahead > Patience)
        {
            _doubtedSince ??= time.GetTimestamp();
            if (time.GetElapsedTime(_doubtedSince.Value) < Patience)
            {
                Ahead = ahead;
                return _last + elapsed;
            }
        }

        Ahead = TimeSpan.Zero;
        _doubtedSince = null;
        _last = now;
        _lastStamp = time.GetTimestamp();
        return now;
    }
}
