using System.Buffers.Binary;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// Sixteen runs, a million sequence numbers, as one row per bucket: how many entries each run has, 32 bits each, then the hashes of all runs, then
/// their places, both as in <see cref="CorrelationRun"/>.
/// </summary>
internal static class CorrelationGroup
{
    public const int Bits = 4;
    public const int Runs = 1 << Bits;
    private const int CountBytes = sizeof(int);
    private const int HeaderBytes = Runs * CountBytes;

    public static long Of(long run) => run >> Bits;

    public static long FirstRun(long group) => group << Bits;

    /// <param name="buckets">The same bucket of each run; empty where a run has none.</param>
    /// <returns>Empty where none of them has an entry.</returns>
    public static byte[] Pack(ReadOnlySpan<byte[]> buckets)
    {
        var total = 0;
        foreach (var bucket in buckets)
            total += bucket.Length;
        if (total == 0)
            return [];

        var packed = new byte[HeaderBytes + total];
        var hashes = packed.AsSpan(HeaderBytes, total / CorrelationRun.EntryBytes * CorrelationRun.HashBytes);
        var places = packed.AsSpan(HeaderBytes + hashes.Length);
        for (var i = 0; i < buckets.Length; i++)
        {
            var count = buckets[i].Length / CorrelationRun.EntryBytes;
            var hashBytes = count * CorrelationRun.HashBytes;
            BinaryPrimitives.WriteInt32LittleEndian(packed.AsSpan(i * CountBytes), count);
            buckets[i].AsSpan(0, hashBytes).CopyTo(hashes);
            buckets[i].AsSpan(hashBytes).CopyTo(places);
            hashes = hashes[hashBytes..];
            places = places[(buckets[i].Length - hashBytes)..];
        }

        return packed;
    }

    /// <summary>The sequence numbers of a group's events that may have this correlation.</summary>
    public static void Find(ReadOnlySpan<byte> packed, long group, ulong hash, List<long> found)
    {
        var count = (packed.Length - HeaderBytes) / CorrelationRun.EntryBytes;
        var hashes = packed.Slice(HeaderBytes, count * CorrelationRun.HashBytes);
        var places = packed[(HeaderBytes + hashes.Length)..];
        var (run, end) = (-1, 0);
        foreach (var at in new HashMatches(hashes, hash))
        {
            while (at >= end)
                end += BinaryPrimitives.ReadInt32LittleEndian(packed[(++run * CountBytes)..]);
            found.Add(CorrelationRun.Start(FirstRun(group) + run) + BinaryPrimitives.ReadUInt16LittleEndian(places[(at * sizeof(ushort))..]));
        }
    }
}
