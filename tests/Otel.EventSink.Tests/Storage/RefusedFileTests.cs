using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>What cannot be opened is refused with a reason, and left as it is.</summary>
public class RefusedFileTests
{
    [Fact]
    public void TheDatabaseOfAnotherProgramIsRefusedAndUnchanged()
    {
        using var folder = new TempFolder();
        using (var database = new Database(folder.Database))
            database.Execute("CREATE TABLE customer (name TEXT); INSERT INTO customer VALUES ('Ada'); PRAGMA application_id = 1234; PRAGMA user_version = 1");
        Assert.Contains("1234", RefusedAndUnchanged(folder.Database), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void AFileThatIsNoDatabaseIsRefusedAndUnchanged(int length)
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Database, new string('x', length));
        RefusedAndUnchanged(folder.Database);
    }

    [Fact]
    public void AnEmptyFileBecomesADatabase()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Database, "");
        EventCollector.Open(folder.Database).Dispose();
        using var database = new Database(folder.Database);
        Assert.Equal(Schema.ApplicationId, database.Number("PRAGMA application_id"));
        Assert.Equal(2, database.Number("PRAGMA auto_vacuum"));
    }

    [Theory]
    [InlineData("PRAGMA user_version = 1")]
    [InlineData("PRAGMA application_id = 1234")]
    public void TheDatabaseOfAnotherProgramIsRefusedAlsoWhileItHasNoTables(string made)
    {
        using var folder = new TempFolder();
        using (var database = new Database(folder.Database))
            database.Execute(made);
        RefusedAndUnchanged(folder.Database);
    }

    [Fact]
    public void AFolderIsRefused()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.Database);
        Assert.Contains(folder.Database, Assert.Throws<EventStoreException>(() => EventCollector.Open(folder.Database)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatCannotBeMadeIsRefused()
    {
        using var folder = new TempFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "in the way");
        var path = Path.Combine(file, "events.db");
        Assert.Contains(path, Assert.Throws<EventStoreException>(() => EventCollector.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderThatMayNotBeWrittenIsRefused()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Root may write everywhere.");
        using var folder = new TempFolder();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Assert.Contains(folder.Database, Assert.Throws<EventStoreException>(() => EventCollector.Open(folder.Database)).Message, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    private static string RefusedAndUnchanged(string path)
    {
        var before = File.ReadAllBytes(path);
        var exception = Assert.Throws<EventStoreException>(() => EventCollector.Open(path));
        Assert.Equal(before, File.ReadAllBytes(path));
        Assert.Equal([path], Directory.GetFiles(Path.GetDirectoryName(path)!));
        Assert.Contains(path, exception.Message, StringComparison.Ordinal);
        return exception.Message;
    }
}
