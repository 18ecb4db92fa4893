using System.Text.Encodings.Web;
using System.Text.Json;

namespace Otel.EventSink.Exporters.Tests;

/// <summary>A value in a form that can be compared and read.</summary>
internal static class Json
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of<T>(T value) => JsonSerializer.Serialize(value, Readable);
}
