namespace Otel.EventSink;

/// <summary>What events can be ordered by. Ties are broken by the order of arrival.</summary>
public enum EventField
{
    /// <summary><see cref="Event.Timestamp"/></summary>
    Timestamp,

    /// <summary><see cref="Event.Duration"/>; events without one come last, whatever the direction.</summary>
    Duration,

    /// <summary><see cref="Event.SeverityNumber"/></summary>
    Severity,

    /// <summary><see cref="Event.System"/>, by name.</summary>
    System,

    /// <summary><see cref="Event.Type"/>, by name.</summary>
    Type,

    /// <summary><see cref="Event.Sequence"/>: the order of arrival, without regard to clocks.</summary>
    Sequence,
}
