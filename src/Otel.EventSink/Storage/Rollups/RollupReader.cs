using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Adds up events and their durations: whole hours from the rollups, the rest from the events, of which an index holds all that is asked.</summary>
internal static class RollupReader
{
    public static EventTotals Read(SqliteReader reader, HourCover cover, bool withHistograms, CancellationToken ct)
    {
        var totals = new EventTotals();
        AddCells(reader, totals, cover, ct);
        if (withHistograms)
            AddHistograms(reader, totals, cover, ct);
        foreach (var (since, until) in cover.Ranges)
            AddEvents(reader, totals, since, until, withHistograms, ct);
        return totals;
    }

    private static void AddCells(SqliteReader reader, EventTotals totals, HourCover cover, CancellationToken ct) => reader.Run(
        "SELECT hour, type, system, severity, events, timed, duration_sum, duration_min, duration_max FROM rollup WHERE hour >= ?1 AND hour < ?2",
        [cover.First, cover.End],
        row =>
        {
            var timed = row.Long(5);
            totals.Add(
                new RollupKey(row.Long(0), row.Long(1), row.Long(2), (int)row.Long(3)),
                timed == 0 ? new RollupCell(row.Long(4), 0, 0, 0, 0) : new RollupCell(row.Long(4), timed, row.Long(6), row.Long(7), row.Long(8)));
        },
        ct);

    private static void AddHistograms(SqliteReader reader, EventTotals totals, HourCover cover, CancellationToken ct) => reader.Run(
        "SELECT slot, buckets FROM rollup_histogram WHERE slot >= ?1 AND slot < ?2",
        [HistogramTable.SlotOf(cover.First, 0), HistogramTable.SlotOf(cover.End, 0)],
        row => totals.HistogramOf(HistogramTable.TypeOf(row.Long(0))).Add(row.Bytes(1)),
        ct);

    private static void AddEvents(SqliteReader reader, EventTotals totals, long since, long until, bool withHistograms, CancellationToken ct)
    {
        var sums = new RollupSums();
        reader.Run(
            "SELECT e.time, e.type, e.system, e.severity, e.duration FROM event e WHERE e.time >= ?1 AND e.time < ?2",
            [since, until],
            row =>
            {
                var type = row.Long(1);
                var duration = row.Type(4) == raw.SQLITE_NULL ? -1 : row.Long(4);
                sums.Add(HourOf.Time(row.Long(0)), type, row.Long(2), (int)row.Long(3), duration);
                if (withHistograms && DurationBuckets.IsTimed(duration))
                    totals.HistogramOf(type).Add(DurationBuckets.Of(duration), 1);
            },
            ct);
        foreach (var (key, cell) in sums.Cells)
            totals.Add(key, cell);
    }
}
