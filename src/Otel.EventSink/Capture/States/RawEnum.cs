using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace Otel.EventSink.Capture.States;

/// <summary>An enum of the host's. Used by the writer's threads; several collectors may share it.</summary>
internal sealed class RawEnum(Type type) : RawType
{
    private const int MaxNames = 256;
    private readonly bool _isSigned = Type.GetTypeCode(type) is TypeCode.SByte or TypeCode.Int16 or TypeCode.Int32 or TypeCode.Int64;
    private volatile Dictionary<ulong, string> _names = [];

    public override int Size { get; } = Type.GetTypeCode(type) switch
    {
        TypeCode.SByte or TypeCode.Byte or TypeCode.Boolean => 1,
        TypeCode.Int16 or TypeCode.UInt16 or TypeCode.Char => 2,
        TypeCode.Int32 or TypeCode.UInt32 => 4,
        _ => 8,
    };

    public override object Sample => Enum.ToObject(type, 7);

    public override object Box(ref readonly byte at)
    {
        var bits = Bits(in at);
        return _isSigned ? Enum.ToObject(type, SignExtended(bits)) : Enum.ToObject(type, bits);
    }

    public override void WriteJson(Utf8JsonWriter json, ref readonly byte at) => json.WriteStringValue(NameOf(in at));

    public override void AppendText(TextBuffer text, ref readonly byte at, string? format) =>
        text.Append(string.IsNullOrEmpty(format) ? NameOf(in at) : ((IFormattable)Box(in at)).ToString(format, CultureInfo.InvariantCulture));

    private string NameOf(ref readonly byte at)
    {
        var bits = Bits(in at);
        var names = _names;
        if (names.TryGetValue(bits, out var name))
            return name;
        name = JsonValues.TextOf(Box(in at));
        // Flags may come in any combination. Copied, so that readers need no lock.
        if (names.Count < MaxNames)
            _names = new(names) { [bits] = name };
        return name;
    }

    private ulong Bits(ref readonly byte at) => Size switch
    {
        1 => at,
        2 => Unsafe.ReadUnaligned<ushort>(in at),
        4 => Unsafe.ReadUnaligned<uint>(in at),
        _ => Unsafe.ReadUnaligned<ulong>(in at),
    };

    private long SignExtended(ulong bits) => (long)(bits << (64 - 8 * Size)) >> (64 - 8 * Size);
}
