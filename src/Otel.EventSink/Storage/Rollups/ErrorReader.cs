namespace Otel.EventSink.Storage.Rollups;

/// <summary>Adds up errors: whole hours from the rollups, the rest from the index of errors.</summary>
internal static class ErrorReader
{
    /// <param name="part">The length, in ns, of the parts of the time by which they are counted too; it divides an hour.</param>
    public static ErrorTotals Read(SqliteReader reader, HourCover cover, long since, long until, long part, CancellationToken ct)
    {
        var totals = new ErrorTotals(part);
        if (part < HourOf.Nanoseconds)
        {
            // Only short windows are parted so finely.
            AddEvents(reader, totals, since, until, ct);
            return totals;
        }

        AddCells(reader, totals, cover, ct);
        foreach (var hour in cover.Parts)
            AddEvents(reader, totals, hour.Since, hour.Until, ct);
        return totals;
    }

    private static void AddCells(SqliteReader reader, ErrorTotals totals, HourCover cover, CancellationToken ct) => reader.Run(
        "SELECT system, type, component, severity, fault, events, first_time, last_time, last_sequence FROM rollup_error WHERE hour >= ?1 AND hour < ?2",
        [cover.First, cover.End],
        row => totals.Add(
            new ErrorKey(0, row.Long(0), row.Long(1), row.Long(2), (int)row.Long(3), row.Long(4)),
            new ErrorCell(row.Long(5), row.Long(6), row.Long(7), row.Long(8)),
            row.Long(7)),
        ct);

    private static void AddEvents(SqliteReader reader, ErrorTotals totals, long since, long until, CancellationToken ct) => reader.Run(
        $"SELECT e.sequence, e.time, e.system, e.type, e.component, e.severity, e.fault FROM event e INDEXED BY event_error WHERE e.severity >= {SeverityNumbers.Error} AND e.time >= ?1 AND e.time < ?2",
        [since, until],
        row => totals.Add(
            // A null reads as 0.
            new ErrorKey(0, row.Long(2), row.Long(3), row.Long(4), (int)row.Long(5), row.Long(6)),
            ErrorCell.Of(row.Long(1), row.Long(0)),
            row.Long(1)),
        ct);
}
