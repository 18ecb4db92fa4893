namespace Otel.EventSink;

/// <summary>What the store holds.</summary>
public sealed record EventStatistics
{
    /// <summary>All events.</summary>
    public required long TotalEvents { get; init; }

    /// <summary>Counts by system.</summary>
    public required IReadOnlyDictionary<SourceSystem, long> BySystem { get; init; }

    /// <summary>Counts by severity.</summary>
    public required IReadOnlyDictionary<Severity, long> BySeverity { get; init; }

    /// <summary>Counts by type.</summary>
    public required IReadOnlyDictionary<EventType, long> ByType { get; init; }

    /// <summary>Events of the last hour, by timestamp.</summary>
    public required long LastHourCount { get; init; }

    /// <summary>The size of the database with its write-ahead log, in bytes.</summary>
    public required long DatabaseBytes { get; init; }

    /// <summary>The time of the oldest event; null if there is none.</summary>
    public required DateTimeOffset? Oldest { get; init; }

    /// <summary>The time of the newest event; null if there is none.</summary>
    public required DateTimeOffset? Newest { get; init; }
}
