using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

[Collection(nameof(EnvironmentCollection))]
public sealed class DatabasePathTests : IDisposable
{
    private readonly string? _database = Environment.GetEnvironmentVariable("EVENTSINK_DB");
    private readonly string? _data = Environment.GetEnvironmentVariable("XDG_DATA_HOME");
    private readonly TempFolder _folder = new();

    public void Dispose()
    {
        Environment.SetEnvironmentVariable("EVENTSINK_DB", _database);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _data);
        _folder.Dispose();
    }

    [Fact]
    public void TheOptionWins()
    {
        Environment.SetEnvironmentVariable("EVENTSINK_DB", Path.Combine(_folder.Path, "other.db"));
        Assert.Equal(_folder.Database, DatabasePath.Resolve(_folder.Database));
    }

    [Fact]
    public void ARelativePathIsMadeAbsolute() => Assert.Equal(Path.GetFullPath("events.db"), DatabasePath.Resolve("events.db"));

    [Fact]
    public void WithoutTheOptionTheEnvironmentSays()
    {
        Environment.SetEnvironmentVariable("EVENTSINK_DB", _folder.Database);
        Assert.Equal(_folder.Database, DatabasePath.Resolve(null));
        using (var collector = EventCollector.Open(new EventSinkOptions()))
            Assert.True(collector.TryCollect(new Event { System = new("s"), Type = new("t"), Title = "stored" }));
        Assert.True(File.Exists(_folder.Database));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public void OtherwiseItIsOneFilePerUser(string? unset)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another place.");
        Environment.SetEnvironmentVariable("EVENTSINK_DB", unset);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", _folder.Path);
        Assert.Equal(Path.Combine(_folder.Path, "eventsink", "events.db"), DatabasePath.Resolve(null));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("relative/is/not/allowed")]
    public void WithoutADataHomeItIsTheUsualPlace(string? dataHome)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has another place.");
        Environment.SetEnvironmentVariable("EVENTSINK_DB", null);
        Environment.SetEnvironmentVariable("XDG_DATA_HOME", dataHome);
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        Assert.Equal(Path.Combine(home, ".local", "share", "eventsink", "events.db"), DatabasePath.Resolve(null));
    }
}
