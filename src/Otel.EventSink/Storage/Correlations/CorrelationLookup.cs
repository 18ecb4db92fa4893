using System.Runtime.InteropServices;
using System.Text;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>From a correlation to the sequence numbers of its events, and a few more whose hash is alike: the events themselves decide.</summary>
internal static class CorrelationLookup
{
    public static IReadOnlyList<long> Find(SqliteReader reader, string id, CancellationToken ct)
    {
        var hash = HashOf(id);
        var found = new List<long>();
        // The recent ones first: a run that is made in between is then found twice, not missed.
        reader.Run("SELECT first_sequence, hashes FROM correlation_recent", [], row =>
        {
            var hashes = MemoryMarshal.Cast<byte, ulong>(row.Bytes(1));
            for (var from = 0; from < hashes.Length && hashes[from..].IndexOf(hash) is >= 0 and var next; from++)
                found.Add(row.Long(0) + (from += next));
        }, ct);
        var recent = found.Count;
        reader.Run("SELECT run, entries FROM correlation_run WHERE bucket = ?1", [CorrelationHash.Bucket(hash)], row =>
            CorrelationRun.Find(row.Bytes(1), row.Long(0), hash, found), ct);
        return recent == 0 ? found : [.. found.Distinct()];
    }

    private static ulong HashOf(string id)
    {
        if (!Ids.TryParseTraceId(id, out var traceId))
            return CorrelationHash.Of(Encoding.UTF8.GetBytes(id));
        Span<byte> bytes = stackalloc byte[16];
        System.Buffers.Binary.BinaryPrimitives.WriteUInt128BigEndian(bytes, traceId);
        return CorrelationHash.Of(bytes);
    }
}
