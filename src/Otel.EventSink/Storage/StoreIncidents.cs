namespace Otel.EventSink.Storage;

/// <summary>Times that the store was found damaged or gone, since it was opened. Any thread.</summary>
internal sealed class StoreIncidents(TimeProvider time)
{
    /// <summary>Long enough for whoever looks at the health of a host to see it; after that the recorder does work again.</summary>
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly Lock _gate = new();
    private IReadOnlyList<string> _quarantined = [];
    private long? _lastAt;

    /// <summary>The files that were moved aside, in the order in which that happened.</summary>
    public IReadOnlyList<string> Quarantined
    {
        get
        {
            lock (_gate)
                return _quarantined;
        }
    }

    public bool HappenedLately
    {
        get
        {
            lock (_gate)
                return _lastAt is { } at && time.GetElapsedTime(at) < Memory;
        }
    }

    /// <param name="quarantined">What was moved aside; null where there was nothing.</param>
    public void Note(string? quarantined)
    {
        lock (_gate)
        {
            _lastAt = time.GetTimestamp();
            if (quarantined is not null)
                _quarantined = [.. _quarantined, quarantined];
        }
    }
}
