using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;

namespace Otel.EventSink;

/// <summary>Trace, span and event ids: as numbers, as text, and derived ones.</summary>
internal static class Ids
{
    public static ulong ToUInt64(ActivitySpanId id)
    {
        Span<byte> bytes = stackalloc byte[8];
        id.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt64BigEndian(bytes);
    }

    /// <summary>0 for none.</summary>
    public static ulong ToUInt64(ActivitySpanId? id) => id is { } some ? ToUInt64(some) : 0;

    public static ActivitySpanId? ToSpanId(ulong id)
    {
        if (id == 0)
            return null;
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, id);
        return ActivitySpanId.CreateFromBytes(bytes);
    }

    public static UInt128 ToUInt128(ActivityTraceId id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.CopyTo(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static string Hex(UInt128 traceId) => traceId.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>Whether text is a trace id to the letter: 32 lower-case hex digits, not all zero. Such text is kept in 16 bytes.</summary>
    public static bool TryParseTraceId(string text, out UInt128 id)
    {
        id = default;
        return text.Length == 32
            && text.AsSpan().IndexOfAnyExcept(LowerHex) < 0
            && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out id)
            && id != UInt128.Zero;
    }

    /// <summary>
    /// The id of a span's event: the same wherever and however often the span is delivered. A UUID version 8 that starts with the
    /// span's time in ms, so that ids of one time stand together in the index, and goes on with 74 bits of the SHA-256 of trace id,
    /// span id and kind.
    /// </summary>
    /// <param name="unixNanoseconds">The span's start.</param>
    public static Guid DeriveForSpan(long unixNanoseconds, UInt128 traceId, ulong spanId, EventKind kind)
    {
        Span<byte> content = stackalloc byte[25];
        BinaryPrimitives.WriteUInt128BigEndian(content, traceId);
        BinaryPrimitives.WriteUInt64BigEndian(content[16..], spanId);
        content[24] = (byte)kind;
        return Derive(unixNanoseconds, content);
    }

    /// <summary>A UUID version 8 from a time and a content that says which event it is.</summary>
    public static Guid Derive(long unixNanoseconds, ReadOnlySpan<byte> content)
    {
        Span<byte> hash = stackalloc byte[32];
        SHA256.HashData(content, hash);
        var id = hash[..16];
        var milliseconds = (ulong)Math.Max(0, unixNanoseconds / 1_000_000);
        BinaryPrimitives.WriteUInt32BigEndian(id, (uint)(milliseconds >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(id[4..], (ushort)milliseconds);
        id[6] = (byte)(id[6] & 0x0F | 0x80);
        id[8] = (byte)(id[8] & 0x3F | 0x80);
        return new Guid(id, bigEndian: true);
    }

    private static readonly System.Buffers.SearchValues<char> LowerHex = System.Buffers.SearchValues.Create("0123456789abcdef");
}
