using System.Runtime.InteropServices;

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
        foreach (var hour in cover.Parts)
            AddEvents(reader, totals, hour, withHistograms, ct);
        return totals;
    }

    private static void AddCells(SqliteReader reader, EventTotals totals, HourCover cover, CancellationToken ct) => reader.Run(
        $"SELECT hour, {TotalKey.Sql}, events, timed, duration_sum, duration_min, duration_max FROM rollup WHERE hour >= ?1 AND hour < ?2",
        [cover.First, cover.End],
        row =>
        {
            var timed = row.Long(3);
            totals.Add(
                row.Long(0),
                new TotalKey(row.Long(1)),
                timed == 0 ? new RollupCell(row.Long(2), 0, 0, 0, 0) : new RollupCell(row.Long(2), timed, row.Long(4), row.Long(5), row.Long(6)));
        },
        ct);

    private static void AddHistograms(SqliteReader reader, EventTotals totals, HourCover cover, CancellationToken ct) => reader.Run(
        "SELECT slot, buckets FROM rollup_histogram WHERE slot >= ?1 AND slot < ?2",
        [HistogramTable.SlotOf(cover.First, 0), HistogramTable.SlotOf(cover.End, 0)],
        row => totals.HistogramOf(HistogramTable.TypeOf(row.Long(0))).Add(row.Bytes(1)),
        ct);

    private static void AddEvents(SqliteReader reader, EventTotals totals, HourPart hour, bool withHistograms, CancellationToken ct)
    {
        var cells = new Dictionary<TotalKey, RollupCell>();
        reader.Run(
            $"SELECT {TotalKey.Sql}, ifnull(duration, -1) FROM event WHERE time >= ?1 AND time < ?2",
            [hour.Since, hour.Until],
            row =>
            {
                var key = new TotalKey(row.Long(0));
                var duration = row.Long(1);
                ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(cells, key, out _);
                sum = sum.Plus(RollupCell.Of(duration));
                if (withHistograms && DurationBuckets.IsTimed(duration))
                    totals.HistogramOf(key.Type).Add(DurationBuckets.Of(duration), 1);
            },
            ct);
        foreach (var (key, cell) in cells)
            totals.Add(hour.Hour, key, cell);
    }
}
