using Otel.EventSink.Analysis.Rendering;

namespace Otel.EventSink;

/// <summary>All about a window: counts, durations, errors, patterns, the latest events.</summary>
public sealed record EventReport
{
    /// <summary>The window.</summary>
    public required AnalysisPeriod Period { get; init; }

    /// <summary>All events.</summary>
    public required long TotalEvents { get; init; }

    /// <summary>Counts by severity.</summary>
    public required IReadOnlyDictionary<Severity, long> BySeverity { get; init; }

    /// <summary>Counts by system.</summary>
    public required IReadOnlyDictionary<SourceSystem, long> BySystem { get; init; }

    /// <summary>Counts by type.</summary>
    public required IReadOnlyDictionary<EventType, long> ByType { get; init; }

    /// <summary>Durations of all events that have one (0 to 104 days); null if none has.</summary>
    public required DurationSummary? Durations { get; init; }

    /// <summary>Durations by type, of the types that have some.</summary>
    public required IReadOnlyDictionary<EventType, DurationSummary> DurationsByType { get; init; }

    /// <summary>What went wrong.</summary>
    public required ErrorAnalysis Errors { get; init; }

    /// <summary>How events are spread.</summary>
    public required PatternAnalysis Patterns { get; init; }

    /// <summary>The latest events, newest first, 20 at most.</summary>
    public required IReadOnlyList<Event> RecentEvents { get; init; }

    /// <summary>
    /// The report for programs: names in snake_case, events with the names of the view's columns, times in ISO 8601 with Z, durations
    /// as numbers of milliseconds (<c>p95_ms</c>).
    /// </summary>
    public string ToJson() => ReportJson.Render(this);

    /// <summary>The report as Markdown, with tables that line up in a terminal too. What came from events is escaped.</summary>
    public string ToMarkdown() => ReportMarkdown.Render(this);

    /// <summary>
    /// The report as one HTML page with charts, light and dark, that loads nothing and runs nothing. What came from events is encoded;
    /// control characters and marks that change the direction of text are made visible.
    /// </summary>
    public string ToHtml() => ReportHtml.Render(this);
}

/// <summary>How long events took.</summary>
/// <remarks>
/// Min, Max and Average are exact. Percentiles are exact (nearest rank) in windows of up to 50,000 events; beyond that they come
/// from a histogram, off by 1 % at most (DDSketch; Masson, Rim, Lee, VLDB 2019).
/// </remarks>
public sealed record DurationSummary
{
    /// <summary>How many events have a duration.</summary>
    public required long Count { get; init; }

    /// <summary>The shortest.</summary>
    public required TimeSpan Min { get; init; }

    /// <summary>The longest.</summary>
    public required TimeSpan Max { get; init; }

    /// <summary>The mean.</summary>
    public required TimeSpan Average { get; init; }

    /// <summary>Half of them took at most this long.</summary>
    public required TimeSpan P50 { get; init; }

    /// <summary>95 of 100 took at most this long.</summary>
    public required TimeSpan P95 { get; init; }

    /// <summary>99 of 100 took at most this long.</summary>
    public required TimeSpan P99 { get; init; }
}
