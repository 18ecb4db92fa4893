using System.Buffers.Binary;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// The correlations of 65,536 sequence numbers, a run, parted into 512 buckets by hash. A bucket holds of each event 32 bits of the hash,
/// and behind all of these the 16 bits that are the event's place in the run; little-endian.
/// </summary>
internal static class CorrelationRun
{
    public const int Bits = 16;
    public const int Length = 1 << Bits;
    public const int BucketBits = 9;
    public const int Buckets = 1 << BucketBits;
    public const int HashBytes = sizeof(uint);
    public const int EntryBytes = HashBytes + sizeof(ushort);

    public static long Of(long sequence) => sequence >> Bits;

    public static long Start(long run) => run << Bits;

    /// <summary>The key of a row, of a run's bucket as of a group's.</summary>
    public static long Slot(long runOrGroup, int bucket) => runOrGroup << BucketBits | (uint)bucket;

    /// <summary>The buckets of a run.</summary>
    /// <param name="hashes">One for each place of the run; 0 where there is no correlation.</param>
    public static byte[][] Pack(ReadOnlySpan<ulong> hashes)
    {
        var counts = new int[Buckets];
        foreach (var hash in hashes)
            if (hash != 0)
                counts[CorrelationHash.Bucket(hash)]++;
        var buckets = new byte[Buckets][];
        for (var i = 0; i < Buckets; i++)
            buckets[i] = counts[i] == 0 ? [] : new byte[counts[i] * EntryBytes];
        var written = new int[Buckets];
        for (var i = 0; i < hashes.Length; i++)
        {
            if (hashes[i] == 0)
                continue;
            var bucket = CorrelationHash.Bucket(hashes[i]);
            var n = written[bucket]++;
            BinaryPrimitives.WriteUInt32LittleEndian(buckets[bucket].AsSpan(n * HashBytes), CorrelationHash.Part(hashes[i]));
            BinaryPrimitives.WriteUInt16LittleEndian(buckets[bucket].AsSpan(counts[bucket] * HashBytes + n * sizeof(ushort)), (ushort)i);
        }

        return buckets;
    }

    /// <summary>The sequence numbers of a run's events that may have this correlation: 41 bits of the hash agree.</summary>
    public static void Find(ReadOnlySpan<byte> bucket, long run, ulong hash, List<long> found)
    {
        var count = bucket.Length / EntryBytes;
        var places = bucket[(count * HashBytes)..];
        foreach (var at in new HashMatches(bucket[..(count * HashBytes)], hash))
            found.Add(Start(run) + BinaryPrimitives.ReadUInt16LittleEndian(places[(at * sizeof(ushort))..]));
    }
}
