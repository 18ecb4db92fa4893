using SQLitePCL;

namespace Otel.EventSink.Storage.Files;

/// <summary>Looks through a database for damage, for a bounded time.</summary>
internal static class DamageCheck
{
    private const int OperationsPerLook = 10_000;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(10);

    /// <returns>What is damaged; null where nothing was found until the time was up.</returns>
    public static string? Find(string path, TimeProvider time, CancellationToken ct)
    {
        try
        {
            using var db = SqliteConnections.OpenReader(path);
            var started = time.GetTimestamp();
            raw.sqlite3_progress_handler(db, OperationsPerLook, _ => ct.IsCancellationRequested || time.GetElapsedTime(started) >= Budget ? 1 : 0, null);
            // Not integrity_check, which compares every index with its table and takes several times as long.
            using var check = new Statement(db, "PRAGMA quick_check(1)");
            return check.Step() && check.Text(0) is { } found and not "ok" ? found : null;
        }
        catch (SqliteError e)
        {
            return e.IsCorrupt ? e.Message : null;
        }
    }
}
