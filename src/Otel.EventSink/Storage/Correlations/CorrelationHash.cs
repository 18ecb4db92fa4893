using System.Buffers.Binary;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// A correlation id as 64 bits, the same on every machine: it is kept in files. FNV-1a over words of 8 bytes, mixed at the end as
/// MurmurHash3 does, so that ids that differ in few bits spread over all buckets. Never 0, which stands for no correlation.
/// </summary>
internal static class CorrelationHash
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <param name="id">A trace id's 16 bytes, or UTF-8 text.</param>
    public static ulong Of(ReadOnlySpan<byte> id)
    {
        var hash = Offset ^ (ulong)id.Length;
        for (; id.Length >= 8; id = id[8..])
            hash = Mix((hash ^ BinaryPrimitives.ReadUInt64LittleEndian(id)) * Prime);
        foreach (var b in id)
            hash = (hash ^ b) * Prime;
        hash = Mix(hash);
        return hash == 0 ? 1 : hash;
    }

    /// <summary>The upper bits choose the bucket of a run.</summary>
    public static int Bucket(ulong hash) => (int)(hash >> 55);

    /// <summary>The part that is kept in a bucket.</summary>
    public static uint Part(ulong hash) => (uint)(hash >> 23);

    private static ulong Mix(ulong h)
    {
        h = (h ^ h >> 33) * 0xFF51AFD7ED558CCD;
        h = (h ^ h >> 33) * 0xC4CEB9FE1A85EC53;
        return h ^ h >> 33;
    }
}
