using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>What the conversions of logs, spans and events have in common: from captured values to the fields of a row.</summary>
internal static class EventValues
{
    private const int FewPairs = 32;

    /// <summary>The last value by a key; later pairs override earlier ones.</summary>
    public static bool Find(IReadOnlyList<KeyValuePair<string, object?>> pairs, string key, out object? value)
    {
        for (var i = pairs.Count - 1; i >= 0; i--)
        {
            if (pairs[i].Key == key)
            {
                value = pairs[i].Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>The text of a scalar; null for null and for blank text.</summary>
    public static string? Text(object? value) => value switch
    {
        null or JsonFragment or string[] => null,
        _ => JsonValues.TextOf(value) is { } text && !string.IsNullOrWhiteSpace(text) ? text : null,
    };

    public static long DurationFromMs(object? value)
    {
        // 9e12 ms are 285 years: what a count of nanoseconds in 64 bits can hold.
        return value is not (null or JsonFragment or string[])
            && double.TryParse(JsonValues.TextOf(value), NumberStyles.Float, CultureInfo.InvariantCulture, out var ms)
            && Math.Abs(ms) < 9e12
            ? (long)Math.Round(ms * 1e6)
            : EventRow.NoDuration;
    }

    /// <summary>The first line, without what moves a cursor.</summary>
    public static string OneLine(string text)
    {
        var end = text.AsSpan().IndexOfAny('\r', '\n');
        return end < 0 ? text : text.AsSpan(0, end).TrimEnd().ToString() is { Length: > 0 } first ? first : text.Replace('\r', ' ').Replace('\n', ' ').Trim();
    }

    /// <summary>An explicit correlation wins; the trace id stands in for none.</summary>
    public static void SetCorrelation(ref EventRow row, EventBatch batch, string? correlation, UInt128 traceId)
    {
        if (correlation is not null && !Ids.TryParseTraceId(correlation, out traceId))
            row.Correlation = batch.Text(TextLimits.Shorten(correlation, TextLimits.Correlation), int.MaxValue);
        else if (traceId != UInt128.Zero)
        {
            row.Correlation = batch.Bytes16(traceId);
            row.CorrelationIsTraceId = true;
        }
    }

    /// <summary>Where another correlation took its place, the trace id is kept in the metadata.</summary>
    public static void WriteTraceId(Utf8JsonWriter json, UInt128 traceId)
    {
        if (traceId != UInt128.Zero)
            json.WriteString("trace_id"u8, Ids.Hex(traceId));
    }

    public static void Write(Utf8JsonWriter json, string? key, object? value, int maxTextLength)
    {
        var values = new JsonValues(maxTextLength);
        json.WritePropertyName(values.Key(key));
        values.Write(json, value);
    }

    /// <summary>
    /// Writes pairs as members of an object. JSON readers disagree on a key that comes twice, so a repeated one gets a number:
    /// <c>id</c>, <c>id#2</c>. Nothing is lost.
    /// </summary>
    public static void WriteUnique(Utf8JsonWriter json, IReadOnlyList<KeyValuePair<string, object?>> pairs, int maxTextLength)
    {
        if (pairs.Count <= FewPairs)
        {
            for (var i = 0; i < pairs.Count; i++)
                Write(json, UniqueKey(pairs, i), pairs[i].Value, maxTextLength);
            return;
        }

        var seen = new Dictionary<string, int>(pairs.Count, StringComparer.Ordinal);
        foreach (var (key, value) in pairs)
        {
            ref var before = ref CollectionsMarshal.GetValueRefOrAddDefault(seen, key ?? "", out _);
            Write(json, Numbered(key, before++), value, maxTextLength);
        }
    }

    /// <summary>A key for a value of ours that is written behind these pairs.</summary>
    public static string KeyBeside(IReadOnlyList<KeyValuePair<string, object?>> pairs, string key) => Find(pairs, key, out _) ? Numbered(key, 1) : key;

    public static string ToJson(Action<Utf8JsonWriter> write)
    {
        var buffer = new Utf8Buffer();
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        return Encoding.UTF8.GetString(buffer.Span);
    }

    /// <summary>The same for names alone.</summary>
    public static string UniqueKey(ReadOnlySpan<string> names, int index) => Numbered(names[index], names[..index].Count(names[index]));

    public static string Numbered(string? key, int before) => before == 0 ? key ?? "" : $"{key}#{before + 1}";

    // Quadratic, and for the usual handful of values still cheaper than a set.
    private static string UniqueKey(IReadOnlyList<KeyValuePair<string, object?>> pairs, int index)
    {
        var key = pairs[index].Key;
        var before = 0;
        for (var i = 0; i < index; i++)
            if (pairs[i].Key == key)
                before++;
        return Numbered(key, before);
    }
}
