using System.Diagnostics;

namespace Otel.EventSink.Storage.ReadOnly;

/// <summary>From a row of the public view to an event.</summary>
internal static class ViewEvent
{
    public const string Columns =
        "e.sequence, e.id, e.time, e.duration, e.severity, e.kind, e.system, e.event_type, e.source_component, e.title, e.description, e.data, "
        + "e.tags, e.correlation_id, e.metadata, e.span_id, e.parent_span_id";

    public static Event Read(Statement row)
    {
        var timestamp = UnixTime.ToTime(row.Long(2), out var timeRest);
        var durationRest = 0;
        var severity = (int)row.Long(4);
        return new Event(Guid.TryParse(row.Text(1), out var id) ? id : Guid.Empty, timestamp)
        {
            Sequence = row.Long(0),
            TimestampRemainder = timeRest,
            Duration = row.IsNull(3) ? null : UnixTime.ToDuration(row.Long(3), out durationRest),
            DurationRemainder = durationRest,
            Severity = SeverityNumbers.ToSeverity(severity),
            SeverityNumber = Math.Clamp(severity, 1, 24),
            Kind = row.Text(5) switch { "log" => EventKind.Log, "span" => EventKind.Span, _ => EventKind.Event },
            System = SourceSystem.Lenient(row.Text(6)),
            Type = EventType.Lenient(row.Text(7) ?? ""),
            SourceComponent = row.Text(8),
            Title = row.Text(9) ?? "",
            Description = row.Text(10) ?? "",
            Data = JsonObject.Of(row.Bytes(11)),
            Tags = row.Bytes(12) is { Length: > 2 } tags ? JsonObject.ReadTags(tags) : [],
            CorrelationId = row.Text(13),
            Metadata = JsonObject.Of(row.Bytes(14)),
            SpanId = SpanId(row.Text(15)),
            ParentSpanId = SpanId(row.Text(16)),
        };
    }

    private static ActivitySpanId? SpanId(string? hex) =>
        hex is { Length: 16 } && hex.All(char.IsAsciiHexDigitLower) ? ActivitySpanId.CreateFromString(hex) : null;
}
