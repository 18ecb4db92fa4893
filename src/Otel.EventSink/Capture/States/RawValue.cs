using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Otel.EventSink.Capture.States;

/// <summary>A type of the framework's.</summary>
internal sealed class RawValue<T>(T sample, RawValue<T>.JsonWriter? json) : RawType where T : unmanaged
{
    public delegate void JsonWriter(Utf8JsonWriter json, T value);

    public override int Size => Unsafe.SizeOf<T>();

    public override object Sample => sample;

    public override object Box(ref readonly byte at) => Unsafe.ReadUnaligned<T>(in at);

    public override void WriteJson(Utf8JsonWriter writer, ref readonly byte at) => WriteJson(writer, Unsafe.ReadUnaligned<T>(in at));

    public override void AppendText(TextBuffer text, ref readonly byte at, string? format) => text.AppendValue(Unsafe.ReadUnaligned<T>(in at), format);

    public void WriteJson(Utf8JsonWriter writer, T value)
    {
        if (json is not null)
        {
            json(writer, value);
            return;
        }

        // None of them is longer, and none has what JSON escapes but a character.
        Span<char> text = stackalloc char[64];
        if (value is ISpanFormattable and not char && ((ISpanFormattable)value).TryFormat(text, out var length, default, CultureInfo.InvariantCulture))
            writer.WriteStringValue(text[..length]);
        else
            writer.WriteStringValue(JsonValues.Sound(JsonValues.TextOf(value)));
    }
}

/// <summary>The same, or null.</summary>
internal sealed class RawNullable<T>(RawValue<T> inner) : RawType where T : unmanaged
{
    public override int Size => Unsafe.SizeOf<T?>();

    public override object Sample => inner.Sample;

    public override object? Box(ref readonly byte at) => Unsafe.ReadUnaligned<T?>(in at);

    public override void WriteJson(Utf8JsonWriter json, ref readonly byte at)
    {
        if (Unsafe.ReadUnaligned<T?>(in at) is { } value)
            inner.WriteJson(json, value);
        else
            json.WriteNullValue();
    }

    public override void AppendText(TextBuffer text, ref readonly byte at, string? format)
    {
        if (Unsafe.ReadUnaligned<T?>(in at) is { } value)
            text.AppendValue(value, format);
        else
            text.Append(MessageTemplate.Null);
    }
}
