using System.Collections.Frozen;
using System.Diagnostics;

namespace Otel.EventSink;

/// <summary>
/// The one noun: a log record, a finished span, a call, or whatever a program hands to the collector. Immutable; safe to share
/// between threads as long as the collections given to it are not changed.
/// </summary>
public sealed record Event
{
    private static readonly IReadOnlyDictionary<string, object?> Nothing = FrozenDictionary<string, object?>.Empty;

    private readonly int? _severityNumber;

    /// <summary>A new event.</summary>
    public Event()
    {
        Id = Guid.CreateVersion7();
        Timestamp = TimeProvider.System.GetUtcNow();
    }

    /// <summary>One that is there already: making an id and reading the clock would take longer than all the rest.</summary>
    internal Event(Guid id, DateTimeOffset timestamp)
    {
        Id = id;
        Timestamp = timestamp;
    }

    /// <summary>
    /// Unique. A new UUID version 7 unless one is given; storing a second event with the same id changes nothing. For a span, and
    /// for what may be delivered twice, it is derived from the span's identity or the record's content.
    /// </summary>
    public Guid Id { get; init; }

    /// <summary>When it happened (for a span: when it started), UTC. Default: now. Stored to the nanosecond, from 1677 to 2262.</summary>
    public DateTimeOffset Timestamp { get; init => field = value.ToUniversalTime(); }

    /// <summary>Who said it.</summary>
    public required SourceSystem System { get; init; }

    /// <summary>What happened.</summary>
    public required EventType Type { get; init; }

    /// <summary>How grave it is. Default: <see cref="Severity.Info"/>.</summary>
    public Severity Severity { get; init; } = Severity.Info;

    /// <summary>
    /// The OpenTelemetry severity number, 1 to 24. Default: the lowest of the range of <see cref="Severity"/> (5, 9, 13, 17, 21).
    /// A number that does not belong to the severity is ignored.
    /// </summary>
    public int SeverityNumber
    {
        get => _severityNumber is { } n && SeverityNumbers.ToSeverity(n) == Severity ? n : SeverityNumbers.Of(Severity);
        init => _severityNumber = value is >= 1 and <= 24
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, "An OpenTelemetry severity number lies between 1 and 24.");
    }

    /// <summary>One line for a person. For a log record its message template.</summary>
    public required string Title { get; init; }

    /// <summary>The rendered message, or the exception. Default: empty.</summary>
    public string Description { get; init; } = "";

    /// <summary>
    /// The payload: log state, span attributes, call arguments. Read from the store, numbers are <see cref="long"/> or
    /// <see cref="double"/>, nested values read-only lists and dictionaries. Default: empty.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Data { get; init; } = Nothing;

    /// <summary>Words to filter by, matched exactly. Default: none.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];

    /// <summary>What joins the events of one operation: the W3C trace id (32 hex digits) unless one was set.</summary>
    public string? CorrelationId { get; init; }

    /// <summary>The part of the system that said it: logger category, activity source, intercepted type.</summary>
    public string? SourceComponent { get; init; }

    /// <summary>How long it took. Stored to the nanosecond.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>Where it came from: resource attributes, message template, event id, scopes, thread. Default: empty.</summary>
    public IReadOnlyDictionary<string, object?> Metadata { get; init; } = Nothing;

    /// <summary>The span this is (<see cref="EventKind.Span"/>) or happened in.</summary>
    public ActivitySpanId? SpanId { get => Ids.ToSpanId(SpanNumber); init => SpanNumber = Ids.ToUInt64(value); }

    /// <summary>The span above.</summary>
    public ActivitySpanId? ParentSpanId { get => Ids.ToSpanId(ParentSpanNumber); init => ParentSpanNumber = Ids.ToUInt64(value); }

    /// <summary>What it was made from. Default: <see cref="EventKind.Event"/>.</summary>
    public EventKind Kind { get; init; }

    /// <summary>
    /// The place in the store's order of arrival, from 1, without regard to clocks; 0 for what was not read from a store.
    /// </summary>
    public long Sequence { get; init; }

    /// <summary>The span's id as a number, 0 for none: as an object it takes 72 bytes, and most are never asked for.</summary>
    internal ulong SpanNumber { get; init; }

    /// <inheritdoc cref="SpanNumber"/>
    internal ulong ParentSpanNumber { get; init; }

    /// <summary>The part of the timestamp that <see cref="DateTimeOffset"/> cannot hold, 0 to 99 ns.</summary>
    internal int TimestampRemainder { get; init; }

    /// <summary>The part of the duration that <see cref="TimeSpan"/> cannot hold, 0 to 99 ns.</summary>
    internal int DurationRemainder { get; init; }
}
