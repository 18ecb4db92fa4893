using SQLitePCL;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// Removes the runs and groups of which no event is left. Entries of single events that were deleted stay until then: they are a few bytes, and
/// a look-up asks the events themselves.
/// </summary>
internal static class CorrelationCleanup
{
    /// <summary>Removes at most one run and one group, in a transaction of its own or in the caller's. False: there was none to remove.</summary>
    public static bool RemoveOne(sqlite3 db) =>
        RemoveOne(db, "correlation_run", CorrelationRun.Bits) | RemoveOne(db, "correlation_group", CorrelationRun.Bits + CorrelationGroup.Bits);

    private static bool RemoveOne(sqlite3 db, string table, int bits)
    {
        // From one to the next by the key; asking every row would read as many as there are buckets.
        using var find = new Statement(db, $"""
            WITH RECURSIVE one(number) AS (
              SELECT min(slot) >> {CorrelationRun.BucketBits} FROM {table}
              UNION ALL SELECT (SELECT min(slot) >> {CorrelationRun.BucketBits} FROM {table} WHERE slot >= (number + 1) << {CorrelationRun.BucketBits})
              FROM one WHERE number IS NOT NULL)
            SELECT number FROM one
            WHERE number IS NOT NULL AND NOT EXISTS (SELECT 1 FROM event WHERE sequence >= number << {bits} AND sequence < (number + 1) << {bits})
            LIMIT 1
            """);
        if (!find.Step())
            return false;
        var number = find.Long(0);
        find.Reset();
        using var remove = new Statement(db, $"DELETE FROM {table} WHERE slot >= ?1 AND slot < ?2");
        remove.Bind(1, CorrelationRun.Slot(number, 0));
        remove.Bind(2, CorrelationRun.Slot(number + 1, 0));
        remove.Run();
        return true;
    }
}
