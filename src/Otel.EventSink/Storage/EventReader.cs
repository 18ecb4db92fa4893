using System.Text;

namespace Otel.EventSink.Storage;

/// <summary>From a row of the table to an event. Names come from a cache, the JSON is parsed when it is asked for.</summary>
internal sealed class EventReader(NameCache names)
{
    public const string Columns =
        "e.sequence, e.time, e.duration, e.severity, e.kind, e.system, e.type, e.component, e.tags, e.resource, e.origin, "
        + "e.correlation, e.span_id, e.parent_span_id, e.id, e.title, e.description, e.data, e.metadata, e.thread";

    private byte[] _lastBytes = [];
    private bool _lastIsTraceId;
    private string? _lastCorrelation;

    public Event Read(Statement row)
    {
        var sequence = row.Long(0);
        var time = row.Long(1);
        var duration = row.IsNull(2) ? (long?)null : row.Long(2);
        var severity = (int)row.Long(3);
        // Null reads as 0, and no name has that id: to ask for null first would be one more call for each column.
        var origin = row.Long(10) is not 0 and var originId ? names.Origin(originId) : null;
        var timestamp = UnixTime.ToTime(time, out var timeRest);
        var durationRest = 0;
        return new Event(row.Bytes(14) is { Length: 16 } id ? new Guid(id, bigEndian: true) : names.Identity.IdOf(time, sequence), timestamp)
        {
            Sequence = sequence,
            TimestampRemainder = timeRest,
            System = names.System(row.Long(5)),
            Type = names.Type(row.Long(6)),
            Severity = SeverityNumbers.ToSeverity(severity),
            SeverityNumber = Math.Clamp(severity, 1, 24),
            Title = origin?.Title ?? Text(row, 15),
            Description = Text(row, 16),
            Data = JsonObject.Of(row.Bytes(17)),
            Tags = row.Long(8) is not 0 and var tags ? names.Tags(tags) : [],
            CorrelationId = Correlation(row),
            SourceComponent = row.Long(7) is not 0 and var component ? names.Component(component) : null,
            Duration = duration is { } d ? UnixTime.ToDuration(d, out durationRest) : null,
            DurationRemainder = durationRest,
            Metadata = Metadata(row, origin),
            SpanNumber = row.SpanId(12),
            ParentSpanNumber = row.SpanId(13),
            Kind = (EventKind)row.Long(4),
        };
    }

    private static string Text(Statement row, int column) => Encoding.UTF8.GetString(row.Bytes(column));

    private IReadOnlyDictionary<string, object?> Metadata(Statement row, OriginEntry? origin)
    {
        var own = row.Bytes(18);
        return origin is not null && own.IsEmpty
            ? origin.MetadataWith(row.Long(9), row.Long(19), names)
            : JsonObject.Of(names.Resource(row.Long(9)), origin?.Metadata, own, row.Long(19));
    }

    /// <summary>Mostly the one of the row before.</summary>
    private string? Correlation(Statement row)
    {
        var bytes = row.Bytes(11);
        if (bytes.IsEmpty)
            return null;
        var isTraceId = row.Type(11) == SQLitePCL.raw.SQLITE_BLOB;
        if (isTraceId != _lastIsTraceId || !bytes.SequenceEqual(_lastBytes))
        {
            _lastCorrelation = isTraceId ? Convert.ToHexStringLower(bytes) : Encoding.UTF8.GetString(bytes);
            _lastIsTraceId = isTraceId;
            _lastBytes = bytes.ToArray();
        }

        return _lastCorrelation;
    }
}
