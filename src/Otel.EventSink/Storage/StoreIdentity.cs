using System.Buffers.Binary;
using System.Globalization;

namespace Otel.EventSink.Storage;

/// <summary>
/// The ids of events that brought none: a UUIDv7 from the event's time, random bits of this database, and the sequence number. They
/// take no space in a row, and lead straight to it. The view puts them together in SQL in the same way.
/// </summary>
internal sealed class StoreIdentity(string infix)
{
    // infix: 7xxx-yyyy-zz, as the view inserts it
    private readonly ulong _versionAndRandom = ulong.Parse(infix.AsSpan(0, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
    private readonly ulong _variantAndRandom =
        ulong.Parse(infix.AsSpan(5, 4), NumberStyles.HexNumber, CultureInfo.InvariantCulture) << 48
        | ulong.Parse(infix.AsSpan(10, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) << 40;

    private const ulong SequenceMask = (1UL << 40) - 1;

    /// <summary>A million million events.</summary>
    public const long MaxSequence = (long)SequenceMask;

    public Guid IdOf(long time, long sequence)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)Math.Max(0, time) / 1_000_000 << 16 | _versionAndRandom);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], _variantAndRandom | (ulong)sequence & SequenceMask);
        return new Guid(bytes, bigEndian: true);
    }

    /// <summary>The sequence number inside an id of this database's; null where it is none. The event may be gone.</summary>
    public long? SequenceOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        var low = BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]);
        var isOurs = BinaryPrimitives.ReadUInt16BigEndian(bytes[6..]) == _versionAndRandom && (low & ~SequenceMask) == _variantAndRandom;
        return isOurs ? (long)(low & SequenceMask) : null;
    }
}
