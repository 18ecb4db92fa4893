namespace Otel.EventSink.Storage;

/// <summary>Where the database is, and who may read it.</summary>
internal static class DatabasePath
{
    /// <summary>The option, else <c>EVENTSINK_DB</c>, else one file per user and machine, because the log is central.</summary>
    public static string Resolve(string? option)
    {
        var path = option ?? Environment.GetEnvironmentVariable("EVENTSINK_DB");
        return Path.GetFullPath(string.IsNullOrWhiteSpace(path) ? Default() : path);
    }

    /// <summary>
    /// Makes folder and file before SQLite does, so that nobody else can read them from the first moment: 0700 and 0600. SQLite
    /// gives the files beside the database the mode of the database.
    /// </summary>
    public static void Prepare(string path)
    {
        PrepareFolder(path);
        if (OperatingSystem.IsWindows() || File.Exists(path))
            return;
        try
        {
            // Never a file that is there already: closing it would release the locks that SQLite holds on it in this process.
            using var made = new FileStream(path, new FileStreamOptions
            {
                Mode = FileMode.CreateNew,
                Access = FileAccess.ReadWrite,
                Share = FileShare.ReadWrite | FileShare.Delete,
                UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
            });
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another collector was quicker.
        }
    }

    /// <summary>Makes the folder of a database if it is not there.</summary>
    public static void PrepareFolder(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else if (!Directory.Exists(folder))
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string Default()
    {
        if (OperatingSystem.IsWindows())
            return Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData), "EventSink", "events.db");
        var data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
        if (string.IsNullOrWhiteSpace(data) || !Path.IsPathRooted(data))
            data = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");
        return Path.Combine(data, "eventsink", "events.db");
    }
}
