namespace Otel.EventSink.Storage;

/// <summary>Deletes old events in transactions so small that the writer hardly waits, on a connection of its own.</summary>
internal static class Deletion
{
    private const int SliceSize = 500;

    /// <param name="time">Unix time in ns; events of this moment stay.</param>
    public static long Before(string path, long time, CancellationToken ct)
    {
        using var connection = SqliteConnections.OpenWriter(path);
        using var delete = new Statement(connection.Handle(),
            "DELETE FROM event WHERE sequence IN (SELECT sequence FROM event WHERE time < ?1 ORDER BY time LIMIT ?2)");
        long total = 0;
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            delete.Bind(1, time);
            delete.Bind(2, SliceSize);
            delete.Run();
            var deleted = SQLitePCL.raw.sqlite3_changes(connection.Handle());
            total += deleted;
            if (deleted < SliceSize)
                break;
        }

        // What was freed goes back to the file system, as far as the file's mode allows.
        SqliteConnections.Execute(connection, "PRAGMA incremental_vacuum(10000)");
        return total;
    }
}
