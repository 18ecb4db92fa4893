using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>JSON for output: letters of all scripts as they are; what is special to HTML, and what reorders or hides text in a terminal, escaped.</summary>
internal static class JsonText
{
    public static JavaScriptEncoder Encoder { get; } = CreateEncoder();

    public static string Of(Action<Utf8JsonWriter> write, bool indented)
    {
        var buffer = new Utf8Buffer();
        // 64: the values of an event may be nested 16 deep, whatever surrounds them is less.
        using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Encoder, Indented = indented, NewLine = "\n", MaxDepth = 64 });
        write(json);
        json.Flush();
        return Encoding.UTF8.GetString(buffer.Span);
    }

    private static JavaScriptEncoder CreateEncoder()
    {
        var allowed = new TextEncoderSettings(UnicodeRanges.All);
        for (var c = 0; c <= char.MaxValue; c++)
            if (Rune.TryCreate(c, out var rune) && VisibleText.IsHidden(rune))
                allowed.ForbidCharacter((char)c);
        return JavaScriptEncoder.Create(allowed);
    }
}
