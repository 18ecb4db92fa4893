namespace Otel.EventSink.Storage.Rollups;

/// <summary>Numbers of events by hour, for whole hours, without gaps.</summary>
internal static class HourReader
{
    /// <param name="since">Unix time in ns. Hours before the first event are left out: there were no empty hours, there was nothing.</param>
    /// <param name="until">Unix time in ns; the hour it falls into is left out.</param>
    public static HourCounts Read(SqliteReader reader, long since, long until, CancellationToken ct)
    {
        var oldest = until;
        reader.Run("SELECT time FROM event ORDER BY time LIMIT 1", [], row => oldest = row.Long(0), ct);
        var first = HourOf.AtOrAfter(Math.Max(since, oldest));
        var end = HourOf.Time(until);
        if (first >= end)
            return new HourCounts(first, []);
        var counts = new long[end - first];
        reader.Run(
            "SELECT hour, sum(events) FROM rollup WHERE hour >= ?1 AND hour < ?2 GROUP BY hour",
            [first, end],
            row => counts[row.Long(0) - first] = row.Long(1),
            ct);
        // Few, at the old end: an hour of which all is deleted is no hole any more.
        reader.Run(
            $"SELECT h.hour, (SELECT count(*) FROM event e WHERE e.time >= h.hour * {HourOf.Nanoseconds} AND e.time < (h.hour + 1) * {HourOf.Nanoseconds}) FROM rollup_hole h WHERE h.hour >= ?1 AND h.hour < ?2",
            [first, end],
            row => counts[row.Long(0) - first] = row.Long(1),
            ct);
        return new HourCounts(first, counts);
    }
}

/// <param name="First">The hour of the first count.</param>
/// <param name="Counts">One for each hour; 0 where there were no events.</param>
internal sealed record HourCounts(long First, long[] Counts);
