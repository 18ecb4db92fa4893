using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>Looks for secret members at any depth of a value that is JSON already.</summary>
internal static class RedactedJson
{
    private const int MaxNameOnStack = 256;

    /// <summary>Null: there are none.</summary>
    public static JsonFragment? Of(JsonFragment json, Redaction redaction, List<string>? found)
    {
        var utf8 = json.Utf8;
        var reader = new Utf8JsonReader(utf8);
        Utf8Buffer? copy = null;
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.PropertyName || !Matches(ref reader, redaction))
                continue;
            var key = reader.GetString()!;
            reader.Read();
            if (reader.TokenType == JsonTokenType.Null)
                continue;
            var start = (int)reader.TokenStartIndex;
            var scalar = reader.TokenType == JsonTokenType.String ? reader.GetString() : null;
            reader.Skip();
            var end = (int)reader.BytesConsumed;
            var text = scalar ?? Encoding.UTF8.GetString(utf8[start..end]);
            found?.Add(text);
            copy ??= new Utf8Buffer();
            Append(copy, utf8[copied..start]);
            Append(copy, "\""u8);
            Append(copy, JsonEncodedText.Encode(JsonValues.Sound(redaction.Replace(key, text)), JavaScriptEncoder.UnsafeRelaxedJsonEscaping).EncodedUtf8Bytes);
            Append(copy, "\""u8);
            copied = end;
        }

        if (copy is null)
            return null;
        Append(copy, utf8[copied..]);
        return new JsonFragment(copy.Span.ToArray());
    }

    private static bool Matches(ref Utf8JsonReader reader, Redaction redaction)
    {
        if (reader.ValueSpan.Length > MaxNameOnStack)
            return redaction.Matches(reader.GetString());
        Span<char> name = stackalloc char[MaxNameOnStack];
        return redaction.Matches(name[..reader.CopyString(name)]);
    }

    private static void Append(Utf8Buffer copy, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(copy.GetSpan(bytes.Length));
        copy.Advance(bytes.Length);
    }
}
