namespace Otel.EventSink;

/// <summary>What went wrong within a window: events of severity error and critical.</summary>
public sealed record ErrorAnalysis
{
    /// <summary>The window.</summary>
    public required AnalysisPeriod Period { get; init; }

    /// <summary>Events of severity error or critical.</summary>
    public required long TotalErrors { get; init; }

    /// <summary>Events of severity critical.</summary>
    public required long CriticalErrors { get; init; }

    /// <summary>Errors by event type.</summary>
    public required IReadOnlyDictionary<EventType, long> ErrorsByType { get; init; }

    /// <summary>Errors by system.</summary>
    public required IReadOnlyDictionary<SourceSystem, long> ErrorsBySystem { get; init; }

    /// <summary>Errors by component; those without one under the empty name.</summary>
    public required IReadOnlyDictionary<string, long> ErrorsByComponent { get; init; }

    /// <summary>Errors over time, in equal parts, empty ones included, oldest first.</summary>
    public required IReadOnlyList<TimeBucket> Trend { get; init; }

    /// <summary>The latest errors, newest first, 20 at most.</summary>
    public required IReadOnlyList<Event> RecentErrors { get; init; }

    /// <summary>Errors of one fault as one group, the most frequent first.</summary>
    public required IReadOnlyList<ErrorGroup> Groups { get; init; }
}

/// <summary>Errors that are the same fault.</summary>
public sealed record ErrorGroup
{
    /// <summary>One line for a person.</summary>
    public required string Title { get; init; }

    /// <summary>By what they were found to be the same.</summary>
    public required ErrorGrouping Grouping { get; init; }

    /// <summary>How many there are in the window.</summary>
    public required long Count { get; init; }

    /// <summary>The first in the window.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>The last in the window.</summary>
    public required DateTimeOffset LastSeen { get; init; }

    /// <summary>Whether there was none before the window, as far back as the store knows.</summary>
    public required bool IsNew { get; init; }

    /// <summary>The last one, whole.</summary>
    public required Event Example { get; init; }
}

/// <summary>By what errors were found to be the same fault.</summary>
public enum ErrorGrouping
{
    /// <summary>Exception type and top frames of the stack, the failing operation, or the message template.</summary>
    Known,

    /// <summary>A template mined from plain text.</summary>
    Mined,
}
