using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// Adds up a span of time: whole hours from the rollups, the begun hours at both ends, and hours of which events were deleted, from
/// the events. Reads all of it from one snapshot.
/// </summary>
internal static class RollupReader
{
    /// <param name="since">Unix time in ns, included.</param>
    /// <param name="until">Unix time in ns, not included.</param>
    public static RollupSums Read(SqliteReader reader, long since, long until, bool withBuckets, CancellationToken ct)
    {
        var sums = new RollupSums();
        var (first, end) = (HourOf.AtOrAfter(since), HourOf.Time(until));
        reader.InSnapshot(() =>
        {
            if (first >= end)
            {
                AddEvents(reader, sums, since, until, ct);
                return;
            }

            AddCells(reader, sums, first, end, ct);
            if (withBuckets)
                AddBuckets(reader, sums, first, end, ct);
            AddEvents(reader, sums, since, HourOf.Start(first), ct);
            AddEvents(reader, sums, HourOf.Start(end), until, ct);
            foreach (var hole in ReadHoles(reader, first, end, ct))
                AddEvents(reader, sums, HourOf.Start(hole), HourOf.Start(hole + 1), ct);
        });
        return sums;
    }

    private static void AddCells(SqliteReader reader, RollupSums sums, long first, long end, CancellationToken ct) => reader.Run(
        "SELECT hour, type, system, severity, events, timed, duration_sum, duration_min, duration_max FROM rollup WHERE hour >= ?1 AND hour < ?2",
        [first, end],
        row => sums.Add(
            new RollupKey(row.Long(0), row.Long(1), row.Long(2), (int)row.Long(3)),
            new RollupCell(row.Long(4), row.Long(5), row.Long(6), row.Long(7), row.Long(8))),
        ct);

    private static void AddBuckets(SqliteReader reader, RollupSums sums, long first, long end, CancellationToken ct) => reader.Run(
        "SELECT hour, type, bucket, events FROM rollup_duration WHERE hour >= ?1 AND hour < ?2",
        [first, end],
        row => sums.Add(new BucketKey(row.Long(0), row.Long(1), (int)row.Long(2)), row.Long(3)),
        ct);

    private static void AddEvents(SqliteReader reader, RollupSums sums, long since, long until, CancellationToken ct)
    {
        if (since < until)
            reader.Run(
                "SELECT e.time, e.type, e.system, e.severity, e.duration FROM event e WHERE e.time >= ?1 AND e.time < ?2",
                [since, until],
                row => sums.Add(HourOf.Time(row.Long(0)), row.Long(1), row.Long(2), (int)row.Long(3), row.Type(4) == raw.SQLITE_NULL ? -1 : row.Long(4)),
                ct);
    }

    private static List<long> ReadHoles(SqliteReader reader, long first, long end, CancellationToken ct)
    {
        var holes = new List<long>();
        reader.Run("SELECT hour FROM rollup_hole WHERE hour >= ?1 AND hour < ?2", [first, end], row => holes.Add(row.Long(0)), ct);
        return holes;
    }
}
