using System.Collections;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// Any object as JSON: numbers as numbers, collections as arrays and objects, everything else as text. Whatever the value is, what
/// comes out is valid JSON of bounded size: depth, number of items and length of text are limited, and what is left out is marked.
/// One instance is good for one value; it carries the budget.
/// </summary>
internal struct JsonValues(int maxTextLength)
{
    public const int MaxDepth = 16;
    public const int MaxItems = 1_000;
    private int _items = 5_000;

    public void Write(Utf8JsonWriter json, object? value) => Write(json, value, 0);

    /// <summary>The object's own text; what it throws becomes the text.</summary>
    public static string TextOf(object value)
    {
        try
        {
            return (value is IFormattable formattable ? formattable.ToString(null, CultureInfo.InvariantCulture) : value.ToString()) ?? "";
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            return Threw(value, e);
        }
    }

    public static string Threw(object value, Exception e) => $"[{value.GetType().Name} threw {e.GetType().Name}]";

    public readonly void WriteText(Utf8JsonWriter json, string text)
    {
        var cut = TextLimits.Cut(text, maxTextLength);
        if (cut.Length < text.Length)
            json.WriteStringValue(Sound(string.Concat(cut, TextLimits.Mark(text.Length))));
        else
            json.WriteStringValue(Sound(text));
    }

    /// <summary>The name of a member: cut as text is, empty for null.</summary>
    public readonly string Key(string? key) =>
        key is null ? "" : Sound(key.Length <= maxTextLength ? key : string.Concat(TextLimits.Cut(key, maxTextLength), TextLimits.Mark(key.Length)));

    /// <summary>Lone surrogates, which UTF-8 cannot hold, become U+FFFD.</summary>
    public static string Sound(string text) =>
        text.AsSpan().IndexOfAnyInRange('\uD800', '\uDFFF') < 0 ? text : Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    /// <summary>Whole numbers keep a fraction (5.0), so that a double comes back as one; JSON has no NaN and no infinities, they become text.</summary>
    public static void WriteDouble(Utf8JsonWriter json, double value)
    {
        // The longest is a sign, 17 digits, a point and an exponent.
        Span<byte> text = stackalloc byte[32];
        var isWhole = Math.Abs(value) < 1e15 && Math.Truncate(value) == value;
        value.TryFormat(text, out var length, isWhole ? "F1" : "R", CultureInfo.InvariantCulture);
        if (double.IsFinite(value))
            json.WriteRawValue(text[..length], skipInputValidation: true);
        else
            json.WriteStringValue(text[..length]);
    }

    /// <summary>The double that has the same digits, not the one that has the same bits.</summary>
    public static void WriteFloat(Utf8JsonWriter json, float value)
    {
        Span<char> text = stackalloc char[32];
        WriteDouble(json, value.TryFormat(text, out var length, "R", CultureInfo.InvariantCulture) ? double.Parse(text[..length], CultureInfo.InvariantCulture) : value);
    }

    private void Write(Utf8JsonWriter json, object? value, int depth)
    {
        switch (value)
        {
            case null: json.WriteNullValue(); break;
            case string s: WriteText(json, s); break;
            case bool b: json.WriteBooleanValue(b); break;
            case int n: json.WriteNumberValue(n); break;
            case long n: json.WriteNumberValue(n); break;
            case double n: WriteDouble(json, n); break;
            case decimal n: json.WriteNumberValue(n); break;
            case float n: WriteFloat(json, n); break;
            case byte n: json.WriteNumberValue(n); break;
            case sbyte n: json.WriteNumberValue(n); break;
            case short n: json.WriteNumberValue(n); break;
            case ushort n: json.WriteNumberValue(n); break;
            case uint n: json.WriteNumberValue(n); break;
            case ulong n: json.WriteNumberValue(n); break;
            case char c: WriteText(json, c.ToString()); break;
            case Guid g: json.WriteStringValue(g); break;
            case DateTime d: json.WriteStringValue(d); break;
            case DateTimeOffset d: json.WriteStringValue(d); break;
            case JsonFragment f: json.WriteRawValue(f.Utf8, skipInputValidation: true); break;
            case byte[] bytes: WriteText(json, bytes.Length <= maxTextLength ? Convert.ToBase64String(bytes) : $"[{bytes.Length} bytes]"); break;
            case JsonElement or JsonNode: WriteNode(json, value, depth); break;
            // What is not entered is done with: most dictionaries are collections in more than one of these ways.
            case IReadOnlyCollection<KeyValuePair<string, object?>> or ICollection or IReadOnlyCollection<object?> when !Enter(json, depth): break;
            case IReadOnlyCollection<KeyValuePair<string, object?>> pairs: WritePairs(json, pairs, depth); break;
            case IDictionary dictionary: WriteDictionary(json, dictionary, depth); break;
            case ICollection or IReadOnlyCollection<object?>: WriteItems(json, (IEnumerable)value, depth); break;
            default: WriteText(json, TextOf(value)); break;
        }
    }

    /// <summary>Cycles end at the depth, wide ones at the number of items. False: a mark was written in place of the value.</summary>
    private readonly bool Enter(Utf8JsonWriter json, int depth)
    {
        if (depth < MaxDepth && _items > 0)
            return true;
        json.WriteStringValue(depth < MaxDepth ? "[too many values]" : "[too deep]");
        return false;
    }

    private void WriteItems(Utf8JsonWriter json, IEnumerable items, int depth)
    {
        json.WriteStartArray();
        var count = 0;
        try
        {
            foreach (var item in items)
            {
                if (count++ == MaxItems || _items-- <= 0)
                {
                    json.WriteStringValue("[cut]");
                    break;
                }

                Write(json, item, depth + 1);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            json.WriteStringValue(Threw(items, e));
        }

        json.WriteEndArray();
    }

    private void WritePairs(Utf8JsonWriter json, IEnumerable<KeyValuePair<string, object?>> pairs, int depth)
    {
        json.WriteStartObject();
        var count = 0;
        try
        {
            foreach (var (key, value) in pairs)
            {
                if (count++ == MaxItems || _items-- <= 0)
                {
                    json.WriteBoolean("[cut]", true);
                    break;
                }

                json.WritePropertyName(Key(key));
                Write(json, value, depth + 1);
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            json.WriteString("[threw]", e.GetType().Name);
        }

        json.WriteEndObject();
    }

    private void WriteDictionary(Utf8JsonWriter json, IDictionary dictionary, int depth)
    {
        // Read to the end before a byte is written: whatever throws must leave whole members behind.
        var pairs = new List<KeyValuePair<string, object?>>();
        try
        {
            foreach (DictionaryEntry entry in dictionary)
            {
                if (pairs.Count > MaxItems)
                    break;
                pairs.Add(new(TextOf(entry.Key), entry.Value));
            }
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            pairs.Add(new("[threw]", e.GetType().Name));
        }

        WritePairs(json, pairs, depth);
    }

    /// <summary>JSON that the host built: taken whole if it is small, strict and not too deep for SQLite, else as cut text.</summary>
    private readonly void WriteNode(Utf8JsonWriter json, object value, int depth)
    {
        string text;
        try
        {
            text = value is JsonNode node ? node.ToJsonString() : ((JsonElement)value).ValueKind == JsonValueKind.Undefined ? "null" : ((JsonElement)value).GetRawText();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The element of a document that is closed, a node with NaN in it.
            WriteText(json, Threw(value, e));
            return;
        }

        if (text.Length <= maxTextLength && Encoding.UTF8.GetBytes(text) is var utf8 && IsSound(utf8, MaxDepth - depth))
            json.WriteRawValue(utf8, skipInputValidation: true);
        else
            WriteText(json, text);
    }

    /// <summary>Whether every reader takes it: a lax document lets comments and trailing commas through, any document half surrogate pairs.</summary>
    private static bool IsSound(byte[] utf8, int maxDepth)
    {
        try
        {
            var reader = new Utf8JsonReader(utf8);
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray && reader.CurrentDepth >= maxDepth)
                    return false;
                if (reader.ValueIsEscaped)
                    _ = reader.GetString();
            }

            return true;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
