using System.Text.Json;

namespace Otel.EventSink.Capture.States;

/// <summary>
/// How the values of one type are read from the bytes they were copied as, without a box. Only types whose values cannot change and
/// run no code of the host's have one: see <see cref="ValueSnapshot.IsImmutable"/>.
/// </summary>
internal abstract class RawType
{
    public abstract int Size { get; }

    /// <summary>A value that differs from the default, by which its place in a state is found.</summary>
    public abstract object Sample { get; }

    public abstract object? Box(ref readonly byte at);

    /// <summary>Writes what <see cref="JsonValues"/> would for the boxed value.</summary>
    public abstract void WriteJson(Utf8JsonWriter json, ref readonly byte at);

    /// <summary>Appends what <c>string.Format</c> would in the invariant culture.</summary>
    /// <exception cref="FormatException">The type does not know the format.</exception>
    public abstract void AppendText(TextBuffer text, ref readonly byte at, string? format);
}
