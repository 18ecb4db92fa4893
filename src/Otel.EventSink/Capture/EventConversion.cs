using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>The only place where an event that came as one becomes a row.</summary>
internal static class EventConversion
{
    public static void Encode(
        Event e,
        IReadOnlyList<KeyValuePair<string, object?>> data,
        IReadOnlyList<KeyValuePair<string, object?>> metadata,
        string? tags,
        long arrival,
        int maxTextLength,
        EventBatch batch)
    {
        ref var row = ref batch.Add();
        row.Id = e.Id;
        row.Kind = e.Kind;
        row.Time = UnixTime.From(e.Timestamp, e.TimestampRemainder);
        row.Arrival = arrival;
        row.Duration = e.Duration is { } duration ? UnixTime.FromDuration(duration, e.DurationRemainder) : EventRow.NoDuration;
        row.Severity = e.SeverityNumber;
        row.System = e.System.Name;
        row.Type = e.Type.Name;
        row.Component = string.IsNullOrEmpty(e.SourceComponent) ? null : Names.Repair(e.SourceComponent, "unknown", allowSpaces: true);
        row.Tags = tags;
        row.SpanId = e.SpanNumber;
        row.ParentSpanId = e.ParentSpanNumber;
        row.Title = batch.Text(e.Title ?? "", maxTextLength);
        row.Description = batch.Text(e.Description ?? "", maxTextLength);
        row.Data = Write(data, maxTextLength, batch);
        row.Metadata = Write(metadata, maxTextLength, batch);
        if (row.Severity >= SeverityNumbers.Error)
            row.Fault = Fault.Of(Text(data, WellKnownKeys.ExceptionType), Text(data, WellKnownKeys.ExceptionStackTrace), e.SourceComponent, template: null)
                ?? Fault.OfText(row.System, row.Component, e.Title ?? "");
        EventValues.SetCorrelation(ref row, batch, string.IsNullOrEmpty(e.CorrelationId) ? null : e.CorrelationId, default);
    }

    private static string? Text(IReadOnlyList<KeyValuePair<string, object?>> data, string key) =>
        EventValues.Find(data, key, out var value) ? EventValues.Text(value) : null;

    private static Slice Write(IReadOnlyList<KeyValuePair<string, object?>> pairs, int maxTextLength, EventBatch batch)
    {
        if (pairs.Count == 0)
            return default;
        var json = batch.BeginObject();
        EventValues.WriteUnique(json, pairs, maxTextLength);
        return batch.EndObject();
    }
}
