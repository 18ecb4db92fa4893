namespace Otel.EventSink.Pipeline;

/// <summary>Tells the writer to come to an end, and how long that may take.</summary>
internal sealed class StopRequest(TimeProvider time)
{
    private readonly ManualResetEventSlim _asked = new(false);
    private readonly ManualResetEventSlim _never = new(false);
    private TimeSpan _timeout;
    private long _askedAt;

    public bool IsAsked => _asked.IsSet;

    public bool IsTimeUp => _asked.IsSet && time.GetElapsedTime(_askedAt) >= _timeout;

    public void Ask(TimeSpan timeout)
    {
        _timeout = timeout;
        _askedAt = time.GetTimestamp();
        _asked.Set();
    }

    /// <summary>Pauses between two tries; being asked to stop ends the pause.</summary>
    // Once asked, that event no longer makes anybody wait.
    public void Pause(TimeSpan duration) => (_asked.IsSet ? _never : _asked).Wait(duration);
}
