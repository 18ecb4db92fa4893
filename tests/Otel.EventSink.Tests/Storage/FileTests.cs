using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class FileTests
{
    [Fact]
    public async Task NobodyElseMayReadTheFilesOrTheFolder()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var folder = new TempFolder();
        var own = Path.Combine(folder.Path, "a", "b");
        var path = Path.Combine(own, "events.db");
        await using var collector = EventCollector.Open(path);
        await collector.CollectAsync(new Event { System = new("s"), Type = new("t"), Title = "so that there is a log" });
        var files = Directory.GetFiles(own);
        Assert.Equal([path, path + "-shm", path + "-wal"], files.Order(StringComparer.Ordinal));
        Assert.All(files, f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, Mode(f)));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, Mode(own));
    }

    [Fact]
    public async Task AFolderThatWasThereKeepsItsMode()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes.");
        using var folder = new TempFolder();
        const UnixFileMode Shared = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute | UnixFileMode.GroupRead;
        SetMode(folder.Path, Shared);
        await using var collector = EventCollector.Open(folder.Database);
        Assert.Equal(Shared, Mode(folder.Path));
    }

    [Fact]
    public async Task TheFileSaysWhoseItIsAndWhichVersion()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        using var database = new Database(folder.Database);
        Assert.Equal(Schema.ApplicationId, database.Number("PRAGMA application_id"));
        Assert.Equal(Schema.CurrentVersion, database.Number("PRAGMA user_version"));
        Assert.True(Schema.CurrentVersion >= 1);
        Assert.Equal(2, database.Number("PRAGMA auto_vacuum"));
        Assert.Equal("wal", database.Text("PRAGMA journal_mode"));
    }

    [Fact]
    public void ClosingLeavesOneWholeFile()
    {
        using var folder = new TempFolder();
        using (var collector = EventCollector.Open(folder.Database))
            collector.TryCollect(new Event { System = new("s"), Type = new("t"), Title = "stored" });
        Assert.Equal([folder.Database], Directory.GetFiles(folder.Path));
        using var database = new Database(folder.Database);
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
        Assert.Equal(1, database.Number("SELECT count(*) FROM events"));
    }

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? default : File.GetUnixFileMode(path);

    private static void SetMode(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
