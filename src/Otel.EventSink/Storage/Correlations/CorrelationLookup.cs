using System.Runtime.InteropServices;
using System.Text;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>From a correlation to the sequence numbers of its events, and a few more whose hash is alike: the events themselves decide.</summary>
internal static class CorrelationLookup
{
    // Those of the group that is begun and of the one before, which is being put together: at most 32.
    private const string Runs = """
        WITH RECURSIVE last(run) AS (SELECT max(slot) >> 9 FROM correlation_run),
          runs(run) AS (SELECT run FROM last WHERE run IS NOT NULL UNION ALL SELECT run - 1 FROM runs WHERE run > max(((SELECT run FROM last) >> 4) - 1, 0) << 4)
        SELECT run, entries FROM runs JOIN correlation_run ON slot = run << 9 | ?1
        """;

    private const string Groups = """
        WITH RECURSIVE last(number) AS (SELECT max(slot) >> 9 FROM correlation_group),
          groups(number) AS (SELECT min(slot) >> 9 FROM correlation_group UNION ALL SELECT number + 1 FROM groups WHERE number < (SELECT number FROM last))
        SELECT number, entries FROM groups JOIN correlation_group ON slot = number << 9 | ?1
        """;

    public static IReadOnlyList<long> Find(SqliteReader reader, string id, CancellationToken ct)
    {
        var hash = HashOf(id);
        var found = new List<long>();
        // The recent ones first, then the runs: what is put together in between is then found twice, not missed.
        reader.Run("SELECT first_sequence, hashes FROM correlation_recent", [], row =>
        {
            var hashes = MemoryMarshal.Cast<byte, ulong>(row.Bytes(1));
            for (var from = 0; from < hashes.Length && hashes[from..].IndexOf(hash) is >= 0 and var next; from++)
                found.Add(row.Long(0) + (from += next));
        }, ct);
        var bucket = CorrelationHash.Bucket(hash);
        reader.Run(Runs, [bucket], row => CorrelationRun.Find(row.Bytes(1), row.Long(0), hash, found), ct);
        var before = found.Count;
        reader.Run(Groups, [bucket], row => CorrelationGroup.Find(row.Bytes(1), row.Long(0), hash, found), ct);
        return before == 0 ? found : [.. found.Distinct()];
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
