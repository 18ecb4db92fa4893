using System.Globalization;
using System.Text.Json;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>An event as JSON, its members named and written like the columns of the view <c>events</c>.</summary>
internal static class EventJson
{
    public static void Write(Utf8JsonWriter json, Event e)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, e.Id);
        json.WriteString("timestamp"u8, Timestamp(e));
        json.WriteString("system"u8, e.System.Name);
        json.WriteString("event_type"u8, e.Type.Name);
        json.WriteString("severity"u8, Figures.Name(e.Severity));
        json.WriteString("title"u8, JsonValues.Sound(e.Title));
        json.WriteString("description"u8, JsonValues.Sound(e.Description));
        WriteValues(json, "data", e.Data);
        json.WriteStartArray("tags"u8);
        foreach (var tag in e.Tags)
            json.WriteStringValue(JsonValues.Sound(tag));
        json.WriteEndArray();
        WriteText(json, "correlation_id", e.CorrelationId);
        WriteText(json, "source_component", e.SourceComponent);
        if (e.Duration is { } duration)
            json.WriteNumber("duration_ms"u8, UnixTime.FromDuration(duration, e.DurationRemainder) / 1_000_000m);
        else
            json.WriteNull("duration_ms"u8);
        WriteValues(json, "metadata", e.Metadata);
        WriteText(json, "span_id", e.SpanId?.ToHexString());
        WriteText(json, "parent_span_id", e.ParentSpanId?.ToHexString());
        json.WriteNumber("sequence"u8, e.Sequence);
        json.WriteNumber("severity_number"u8, e.SeverityNumber);
        json.WriteString("kind"u8, e.Kind switch { EventKind.Log => "log", EventKind.Span => "span", _ => "event" });
        json.WriteEndObject();
    }

    /// <summary>To the nanosecond, as the view has it: nine digits, always, so that such texts sort like times.</summary>
    public static string Timestamp(Event e)
    {
        var nanoseconds = e.Timestamp.UtcTicks % TimeSpan.TicksPerSecond * 100 + e.TimestampRemainder;
        return string.Create(CultureInfo.InvariantCulture, $"{e.Timestamp.UtcDateTime:yyyy-MM-ddTHH:mm:ss}.{nanoseconds:D9}Z");
    }

    // No limit on text: what was too long was cut when it was stored.
    private static void WriteValues(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, object?> values)
    {
        json.WriteStartObject(name);
        foreach (var (key, value) in values)
            EventValues.Write(json, key, value, int.MaxValue);
        json.WriteEndObject();
    }

    private static void WriteText(Utf8JsonWriter json, string name, string? text)
    {
        if (text is null)
            json.WriteNull(name);
        else
            json.WriteString(name, JsonValues.Sound(text));
    }
}
