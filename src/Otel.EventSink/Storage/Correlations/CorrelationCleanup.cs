using SQLitePCL;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// Removes the runs of which no event is left. Entries of single events that were deleted stay until then: they are a few bytes, and a
/// look-up asks the events themselves.
/// </summary>
internal static class CorrelationCleanup
{
    /// <summary>Removes at most one run, in a transaction of its own or in the caller's. False: there was none to remove.</summary>
    public static bool RemoveOne(sqlite3 db)
    {
        using var find = new Statement(db, $"""
            SELECT run FROM correlation_run r
            WHERE bucket = {CorrelationRun.Directory} AND NOT EXISTS (SELECT 1 FROM event e WHERE e.sequence >= r.run << {CorrelationRun.Bits} AND e.sequence < (r.run + 1) << {CorrelationRun.Bits})
            LIMIT 1
            """);
        if (!find.Step())
            return false;
        var run = find.Long(0);
        find.Reset();
        using var remove = new Statement(db, "DELETE FROM correlation_run WHERE bucket = ?1 AND run = ?2");
        for (var bucket = CorrelationRun.Directory; bucket < CorrelationRun.Buckets; bucket++)
        {
            remove.Bind(1, bucket);
            remove.Bind(2, run);
            remove.Run();
        }

        return true;
    }
}
