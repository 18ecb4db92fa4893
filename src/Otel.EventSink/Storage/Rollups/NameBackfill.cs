using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Counts the names of events that are older than their table, as a part of the migration's transaction.</summary>
internal static class NameBackfill
{
    /// <summary>Between two writes: sums must fit into memory, and more than an hour's worth is not repeated.</summary>
    private const int EventsPerWrite = 100_000;

    public static void Run(sqlite3 db)
    {
        using var writer = new NameWriter(db);
        using var read = new Statement(db, "SELECT sequence, time, type, system, severity, component, tags FROM event ORDER BY sequence");
        writer.Begin();
        for (var events = 1; read.Step(); events++)
        {
            writer.Add(new RollupEvent(read.Long(0), read.Long(1), read.Long(2), read.Long(3), (int)read.Long(4), -1, read.Long(5), read.Long(6), 0));
            if (events % EventsPerWrite == 0)
                writer.End();
        }

        writer.End();
    }
}
