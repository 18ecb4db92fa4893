using System.Globalization;

namespace Otel.EventSink.Storage.Files;

/// <summary>Moves a damaged store aside, with its log. Nothing is ever deleted but the index of the log, which SQLite makes anew. Called under the lock of the folder.</summary>
internal static class Quarantine
{
    /// <returns>Where the database is now.</returns>
    public static string Move(string path, DateTimeOffset now)
    {
        var target = NameFor(path, now);
        // The database first: who opens a connection in between finds none, instead of one without its log.
        File.Move(path, target);
        MoveLog(path, target);
        return target;
    }

    /// <summary>A log that its database has left behind: SQLite would delete it, or apply it to whatever database comes in its place.</summary>
    /// <returns>Where it is now.</returns>
    public static string MoveLeftLog(string path, DateTimeOffset now)
    {
        var target = NameFor(path, now);
        MoveLog(path, target);
        return target + "-wal";
    }

    private static void MoveLog(string path, string target)
    {
        if (File.Exists(path + "-wal"))
            File.Move(path + "-wal", target + "-wal");
        File.Delete(path + "-shm");
    }

    private static string NameFor(string path, DateTimeOffset now)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{path}.damaged-{now.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}");
        var target = name;
        for (var i = 2; File.Exists(target) || File.Exists(target + "-wal"); i++)
            target = string.Create(CultureInfo.InvariantCulture, $"{name}-{i}");
        return target;
    }
}
