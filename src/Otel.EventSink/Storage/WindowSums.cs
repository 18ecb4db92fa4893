using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage;

/// <summary>What is to be added up of a span of time.</summary>
/// <param name="Since">Unix time in ns, included.</param>
/// <param name="Until">Unix time in ns, not included.</param>
internal sealed record SumRequest(long Since, long Until)
{
    /// <summary>Events by system, type and severity, and by hour.</summary>
    public bool Events { get; init; }

    /// <summary>Their durations by type as well: of up to so many events the durations themselves, of more histograms; null: none.</summary>
    public long? ExactUpTo { get; init; }

    /// <summary>Errors, and their numbers by parts of the time of so many ns, which divide an hour; 0: no errors.</summary>
    public long ErrorPart { get; init; }

    /// <summary>Numbers of events of whole hours from this Unix time (ns) on; null: none.</summary>
    public long? HistorySince { get; init; }
}

/// <summary>Sums over a span of time; what was not asked for is empty.</summary>
internal sealed record WindowSums
{
    public EventSums Events { get; init; } = EventSums.None;

    public ErrorSums Errors { get; init; } = ErrorSums.None;

    public HourCounts History { get; init; } = new(0, []);
}

/// <param name="Cells">By system, type and severity number.</param>
/// <param name="Hours">Numbers of events by hour since 1970.</param>
internal sealed record EventSums(IReadOnlyList<EventSum> Cells, IReadOnlyDictionary<long, long> Hours)
{
    public static EventSums None { get; } = new([], new Dictionary<long, long>());

    /// <summary>Durations by type, of the types that have some.</summary>
    public IReadOnlyDictionary<EventType, DurationHistogram> Histograms { get; init; } = new Dictionary<EventType, DurationHistogram>();

    /// <summary>In place of histograms where there are few: every duration in ns, ascending.</summary>
    public IReadOnlyDictionary<EventType, List<long>>? Durations { get; init; }
}

internal readonly record struct EventSum(SourceSystem System, EventType Type, int Severity, TotalCell Sums);

/// <param name="Cells">By system, type, component, severity number and fault.</param>
/// <param name="Parts">Numbers of errors by Unix time divided by the length of a part, rounded down.</param>
/// <param name="Shapes">All faults of plain texts that each source with such errors ever had.</param>
internal sealed record ErrorSums(
    IReadOnlyList<ErrorSum> Cells, IReadOnlyDictionary<long, long> Parts, IReadOnlyDictionary<ErrorSource, List<FaultEntry>> Shapes)
{
    public static ErrorSums None { get; } = new([], new Dictionary<long, long>(), new Dictionary<ErrorSource, List<FaultEntry>>());
}

/// <param name="Fault">Which fault it is; null where the events alone do not tell.</param>
internal readonly record struct ErrorSum(SourceSystem System, EventType Type, string? Component, int Severity, FaultEntry? Fault, ErrorCell Sums)
{
    public ErrorSource Source => new(System, Component ?? "");
}

/// <summary>Texts are compared with others of the same source only.</summary>
internal readonly record struct ErrorSource(SourceSystem System, string Component);

/// <summary>An error without a fault, as its index has it; the rest of it is not read.</summary>
/// <param name="Sequence">Where it is.</param>
/// <param name="Time">Unix time in ns.</param>
internal readonly record struct ErrorEntry(long Sequence, long Time, ErrorSource Source);

/// <param name="FirstTime">The first one ever, Unix time in ns.</param>
/// <param name="IsMined">Whether it is a shape of plain texts, whose title is the first of them.</param>
internal sealed record FaultEntry(long Id, string Title, long FirstTime, bool IsMined);
