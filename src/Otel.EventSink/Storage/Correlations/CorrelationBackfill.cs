using SQLitePCL;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>Enters the correlations of events that are older than their tables, as a part of the migration's transaction.</summary>
internal static class CorrelationBackfill
{
    public static void Run(sqlite3 db)
    {
        using var next = new Statement(db, "SELECT next_sequence FROM store");
        using var read = new Statement(db, "SELECT sequence, correlation FROM event WHERE correlation IS NOT NULL AND sequence >= ?1 AND sequence < ?2 ORDER BY sequence");
        using var writer = new CorrelationWriter(db);
        next.Step();
        var end = next.Long(0);
        for (long run = 0; CorrelationRun.Start(run) < end; run++)
        {
            var (first, last) = (CorrelationRun.Start(run), Math.Min(CorrelationRun.Start(run + 1), end));
            writer.Begin();
            read.Bind(1, first);
            read.Bind(2, last);
            while (read.Step())
                writer.Add(read.Long(0), CorrelationHash.Of(read.Bytes(1)));
            read.Reset();
            writer.End(first, last);
        }
    }
}
