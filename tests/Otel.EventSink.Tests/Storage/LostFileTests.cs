using System.Collections.Concurrent;

namespace Otel.EventSink.Tests;

/// <summary>The files are taken away from under a collector: it says so, and goes on recording where everybody finds it.</summary>
public sealed class LostFileTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<EventSinkFailure> _failures = new();

    private string Database => _folder.Database;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatIsStoredAfterTheFileWasDeletedIsInANewOne()
    {
        await using var collector = await OpenWithAsync("before");
        File.Delete(Database);
        await CollectAsync(collector, "after");
        Assert.Equal(["after"], Titles(Database));
        Assert.Equal(["after"], await TitlesAsync(collector));
        await AssertSaidAsync(collector, "was deleted, renamed or replaced");
    }

    [Fact]
    public async Task TheLogOfADeletedDatabaseIsKept()
    {
        await using var collector = await OpenWithAsync("before");
        File.Delete(Database);
        await CollectAsync(collector, "after");
        var log = Assert.Single((await collector.CheckHealthAsync()).QuarantinedFiles);
        Assert.True(new FileInfo(log).Length > 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ARenamedDatabaseHasAllThatWasStoredUntilThen(bool alsoItsLog)
    {
        await using var collector = await OpenWithAsync("before");
        var moved = Path.Combine(_folder.Path, "moved.db");
        File.Move(Database, moved);
        if (alsoItsLog)
        {
            File.Move(Database + "-wal", moved + "-wal");
            File.Move(Database + "-shm", moved + "-shm");
        }

        await CollectAsync(collector, "after");
        Assert.Equal(["after"], Titles(Database));
        // The batch that met the change may be in both.
        Assert.Equal("before", Titles(moved)[0]);
        await AssertSaidAsync(collector, "was deleted, renamed or replaced");
    }

    [Fact]
    public async Task AStoreThatIsPutInItsPlaceIsGoneOnWith()
    {
        var other = Path.Combine(_folder.Path, "other.db");
        await using (var maker = EventCollector.Open(other))
            await CollectAsync(maker, "of the other store");
        await using var collector = await OpenWithAsync("before");
        File.Move(other, Database, overwrite: true);
        Assert.Equal(["of the other store"], await TitlesAsync(collector));
        await CollectAsync(collector, "after");
        Assert.Equal(["of the other store", "after"], Titles(Database));
        await AssertSaidAsync(collector, "replaced");
    }

    [Fact]
    public async Task AnotherProgramsDatabaseInItsPlaceIsLeftAloneUntilItIsGone()
    {
        var other = Path.Combine(_folder.Path, "other.db");
        using (var made = new Database(other))
            made.Execute("CREATE TABLE customer (name TEXT)");
        var bytes = File.ReadAllBytes(other);
        await using var collector = await OpenWithAsync("before");
        File.Move(other, Database, overwrite: true);

        var waiting = CollectAsync(collector, "after");
        Eventually.True(() => _failures.Any(f => f.Message.Contains("another program", StringComparison.Ordinal)));
        await Assert.ThrowsAsync<EventStoreException>(async () => await TitlesAsync(collector));
        Assert.Equal(bytes, File.ReadAllBytes(Database));
        File.Delete(Database);
        await Eventually.Completes(waiting);
        Assert.Equal(["after"], Titles(Database));
    }

    [Fact]
    public async Task AFolderThatIsGoneIsMadeAnew()
    {
        var path = Path.Combine(_folder.Path, "a", "b", "events.db");
        await using var collector = Open(path);
        await CollectAsync(collector, "before");
        Directory.Delete(Path.Combine(_folder.Path, "a"), recursive: true);
        await CollectAsync(collector, "after");
        Assert.Equal(["after"], Titles(path));
    }

    [Fact]
    public async Task WhereNoNewFileCanBeMadeItIsTriedAgain()
    {
        var path = Path.Combine(_folder.Path, "a", "events.db");
        await using var collector = Open(path);
        await CollectAsync(collector, "before");
        Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        // In the way of the folder.
        File.WriteAllText(Path.GetDirectoryName(path)!, "");
        var waiting = CollectAsync(collector, "after");
        Eventually.True(() => collector.Pipeline.Writer.StoreState == Pipeline.StoreState.Failing);
        File.Delete(Path.GetDirectoryName(path)!);
        await Eventually.Completes(waiting);
        Assert.Equal(["after"], Titles(path));
        Assert.Equal(Pipeline.StoreState.Working, collector.Pipeline.Writer.StoreState);
    }

    [Theory]
    [InlineData("-wal")]
    [InlineData("-shm")]
    public async Task ADeletedLogCostsNothingWhereNobodyElseUsesIt(string file)
    {
        await using var collector = await OpenWithAsync("before");
        File.Delete(Database + file);
        await CollectAsync(collector, "after");
        Assert.Equal(["before", "after"], Titles(Database));
        Assert.Empty((await collector.CheckHealthAsync()).QuarantinedFiles);
        await AssertSaidAsync(collector, "log");
    }

    [Fact]
    public async Task ADeletedLogThatOthersUseLeavesAllInTheFileThatIsMovedAside()
    {
        await using var collector = await OpenWithAsync("before");
        await using var other = Open(Database);
        await CollectAsync(other, "of the other");
        File.Delete(Database + "-wal");
        await CollectAsync(collector, "after");
        await CollectAsync(other, "after, of the other");
        Assert.Equal(["after", "after, of the other"], Titles(Database));
        var aside = Assert.Single((await collector.CheckHealthAsync()).QuarantinedFiles);
        Assert.Equal(["before", "of the other"], Titles(aside).Take(2));
    }

    [Fact]
    public async Task WhoOnlyReadsFollowsToTheNewFile()
    {
        await using var collector = await OpenWithAsync("before");
        await using var reader = Open(Database);
        Assert.Equal(["before"], await TitlesAsync(reader));
        File.Delete(Database);
        await CollectAsync(collector, "after");
        Assert.Equal(["after"], await TitlesAsync(reader));
    }

    [Fact]
    public async Task ASubscriptionGoesOnWithTheNewFile()
    {
        await using var collector = Open(Database);
        await using var other = Open(Database);
        for (var i = 0; i < 10; i++)
            await CollectAsync(collector, $"{i}");
        var seen = new ConcurrentQueue<string>();
        using var subscription = other.Subscribe((e, _) =>
        {
            seen.Enqueue(e.Title);
            return ValueTask.CompletedTask;
        });
        await CollectAsync(collector, "before");
        Eventually.True(() => seen.Contains("before"));
        File.Delete(Database);
        await CollectAsync(collector, "after");
        Eventually.True(() => seen.Contains("after"));
        await CollectAsync(other, "last");
        Eventually.True(() => seen.Contains("last"));
        Assert.Equal(["before", "after", "last"], seen);
    }

    [Fact]
    public async Task ClosingLeavesTheLogOfWhateverTookItsPlace()
    {
        var collector = await OpenWithAsync("before");
        foreach (var file in Directory.GetFiles(_folder.Path))
            File.Move(file, file.Replace("events.db", "moved.db", StringComparison.Ordinal));
        await using var next = await OpenWithAsync("in the new file");
        await collector.DisposeAsync();
        Assert.True(File.Exists(Database + "-wal"));
        Assert.Equal(["in the new file"], Titles(Database));
        Assert.Equal(["before"], Titles(Path.Combine(_folder.Path, "moved.db")));
    }

    [Fact]
    public async Task TheHealthIsBadForTenMinutes()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(DateTimeOffset.UnixEpoch);
        await using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = Database, OnFailure = _failures.Enqueue, TimeProvider = clock });
        await CollectAsync(collector, "before");
        File.Delete(Database);
        await CollectAsync(collector, "after");
        clock.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromTicks(1));
        Assert.Equal(CollectorStatus.Unhealthy, (await collector.CheckHealthAsync()).Status);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(CollectorStatus.Healthy, (await collector.CheckHealthAsync()).Status);
    }

    private EventCollector Open(string path) => EventCollector.Open(new EventSinkOptions { DatabasePath = path, OnFailure = _failures.Enqueue });

    private async Task<EventCollector> OpenWithAsync(string title)
    {
        var collector = Open(Database);
        await CollectAsync(collector, title);
        return collector;
    }

    private static Task CollectAsync(EventCollector collector, string title) =>
        Eventually.Completes(collector.CollectAsync(new Event { System = new("test"), Type = new("test.event"), Title = title }));

    private static async Task<IEnumerable<string>> TitlesAsync(EventCollector collector) =>
        (await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync()).Select(e => e.Title);

    private static string[] Titles(string path)
    {
        using var database = new Database(path);
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
        return [.. database.Rows("SELECT title FROM events ORDER BY sequence").Select(r => (string)r["title"]!)];
    }

    private async Task AssertSaidAsync(EventCollector collector, string what)
    {
        var health = await collector.CheckHealthAsync();
        Assert.Equal(CollectorStatus.Unhealthy, health.Status);
        Assert.Equal("store", health.LastError!.Operation);
        Assert.Contains(_failures, f => f.Operation == "store" && f.Message.Contains(what, StringComparison.Ordinal) && f.Message.Contains(Database, StringComparison.Ordinal));
    }
}
