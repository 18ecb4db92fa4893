using SQLitePCL;

namespace Otel.EventSink.Storage.Text;

/// <summary>Removes the index of windows of which no event is left.</summary>
internal static class TextCleanup
{
    /// <summary>Removes the oldest window if its events are gone, in a transaction of its own or in the caller's. False: it is needed.</summary>
    public static bool RemoveOne(sqlite3 db)
    {
        using var find = new Statement(db, """
            SELECT w.window FROM text_window w
            WHERE w.window = (SELECT min(window) FROM text_window)
              AND NOT EXISTS (SELECT 1 FROM event e WHERE e.sequence >= w.window << 16 AND e.sequence < (w.window + 1) << 16)
            """);
        if (!find.Step())
            return false;
        var window = find.Long(0);
        find.Reset();
        foreach (var sql in (string[])
        [
            "DELETE FROM text_part WHERE id < (?1 + 1) << 16",
            "DELETE FROM text_window WHERE window <= ?1",
            "DELETE FROM text_gap WHERE window <= ?1",
        ])
        {
            using var remove = new Statement(db, sql);
            remove.Bind(1, window);
            remove.Run();
        }

        return true;
    }
}
