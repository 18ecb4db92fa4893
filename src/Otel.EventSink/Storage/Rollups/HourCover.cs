using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// What a span of time is made of: whole hours, which have rollups, and hours that are counted from the events: the begun ones at both
/// ends, and those of which events were deleted.
/// </summary>
/// <param name="First">The first whole hour.</param>
/// <param name="End">The hour behind the last whole one; the first one again where there is none.</param>
/// <param name="Parts">What is counted from the events.</param>
internal sealed record HourCover(long First, long End, IReadOnlyList<HourPart> Parts)
{
    /// <param name="since">Unix time in ns, included.</param>
    /// <param name="until">Unix time in ns, not included.</param>
    public static HourCover Of(SqliteReader reader, long since, long until, CancellationToken ct)
    {
        if (One(reader, "SELECT min(time) FROM event", ct) is not { } oldest || One(reader, "SELECT max(time) FROM event", ct) is not { } newest
            || since >= until || since > newest || until <= oldest)
            return new HourCover(0, 0, []);
        // An hour is whole too where there is nothing in its other part: the running one of a window up to now, for one.
        var first = since <= oldest ? HourOf.Time(oldest) : HourOf.AtOrAfter(since);
        var end = until > newest ? HourOf.Time(newest) + 1 : HourOf.Time(until);
        if (first > end)
            return new HourCover(first, first, [new HourPart(end, since, until)]);

        var parts = new List<HourPart>();
        if (since > oldest && since < HourOf.Start(first))
            parts.Add(new HourPart(first - 1, since, HourOf.Start(first)));
        reader.Run("SELECT hour FROM rollup_hole WHERE hour >= ?1 AND hour < ?2", [first, end], row => parts.Add(HourPart.Whole(row.Long(0))), ct);
        if (until <= newest && HourOf.Start(end) < until)
            parts.Add(new HourPart(end, HourOf.Start(end), until));
        return new HourCover(first, end, parts);
    }

    private static long? One(SqliteReader reader, string sql, CancellationToken ct)
    {
        long? value = null;
        reader.Run(sql, [], row => value = row.Type(0) == raw.SQLITE_NULL ? null : row.Long(0), ct);
        return value;
    }
}

/// <summary>An hour, or a part of one.</summary>
/// <param name="Since">Unix time in ns, included.</param>
/// <param name="Until">Unix time in ns, not included.</param>
internal readonly record struct HourPart(long Hour, long Since, long Until)
{
    public static HourPart Whole(long hour) => new(hour, HourOf.Start(hour), HourOf.Start(hour + 1));
}
