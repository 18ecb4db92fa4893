using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// What a span of time is made of: whole hours, which have rollups, and ranges that are counted from the events: the begun hours at
/// both ends, and hours of which events were deleted.
/// </summary>
/// <param name="First">The first whole hour.</param>
/// <param name="End">The hour behind the last whole one; the first one again where there is none.</param>
/// <param name="Ranges">Unix times in ns, the first included, the second not.</param>
internal sealed record HourCover(long First, long End, IReadOnlyList<(long Since, long Until)> Ranges)
{
    /// <param name="since">Unix time in ns, included.</param>
    /// <param name="until">Unix time in ns, not included.</param>
    public static HourCover Of(SqliteReader reader, long since, long until, CancellationToken ct)
    {
        if (since >= until || One(reader, "SELECT min(time) FROM event", ct) is not { } oldest || One(reader, "SELECT max(time) FROM event", ct) is not { } newest)
            return new HourCover(0, 0, []);
        // An hour is whole too where there is nothing in its other part: the running one of a window up to now, for one.
        var first = since <= oldest ? HourOf.Time(oldest) : HourOf.AtOrAfter(since);
        var end = until > newest ? HourOf.Time(newest) + 1 : HourOf.Time(until);
        if (first >= end)
            return new HourCover(first, first, [(since, until)]);

        var ranges = new List<(long, long)>();
        if (since > oldest && since < HourOf.Start(first))
            ranges.Add((since, HourOf.Start(first)));
        reader.Run("SELECT hour FROM rollup_hole WHERE hour >= ?1 AND hour < ?2", [first, end], row => ranges.Add((HourOf.Start(row.Long(0)), HourOf.Start(row.Long(0) + 1))), ct);
        if (until <= newest && HourOf.Start(end) < until)
            ranges.Add((HourOf.Start(end), until));
        return new HourCover(first, end, ranges);
    }

    private static long? One(SqliteReader reader, string sql, CancellationToken ct)
    {
        long? value = null;
        reader.Run(sql, [], row => value = row.Type(0) == raw.SQLITE_NULL ? null : row.Long(0), ct);
        return value;
    }
}
