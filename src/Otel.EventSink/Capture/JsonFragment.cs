using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>A value that was turned into JSON when it was captured.</summary>
internal sealed class JsonFragment(byte[] utf8)
{
    public ReadOnlySpan<byte> Utf8 => utf8;

    /// <summary>The JSON: as the tag of a span, other listeners see it too.</summary>
    public override string ToString() => Encoding.UTF8.GetString(utf8);

    public static JsonFragment Of(object? value, int maxTextLength)
    {
        var buffer = new Utf8Buffer();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true });
        new JsonValues(maxTextLength).Write(writer, value);
        writer.Flush();
        return new JsonFragment(buffer.Span.ToArray());
    }
}
