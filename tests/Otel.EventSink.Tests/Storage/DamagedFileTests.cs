using System.Collections.Concurrent;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>The file is damaged under a collector, or found damaged: it is moved aside, never deleted, and recording goes on in a new one.</summary>
public sealed class DamagedFileTests : IDisposable
{
    private const int PageSize = 4_096;
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<EventSinkFailure> _failures = new();

    private string Database => _folder.Database;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task AFileThatIsCutToNothingIsMovedAside()
    {
        await using var collector = await OpenWithEventsAsync();
        Damage(file => file.SetLength(0));
        await CollectAsync(collector, "after");
        await AssertMovedAsideAsync(collector, "cut to nothing");
        Assert.Equal(["after"], await TitlesAsync(collector));
    }

    [Fact]
    public async Task WhatAReaderMeetsIsLookedIntoAndMovedAside()
    {
        await using var collector = await OpenWithEventsAsync();
        Damage(file => Overwrite(file, PageSize, file.Length));
        // Unless the new store was there before this ended, and was asked instead.
        if (await Record.ExceptionAsync(async () => await TitlesAsync(collector)) is { } e)
            Assert.IsType<EventStoreException>(e);
        Eventually.True(() => Health(collector).QuarantinedFiles.Count == 1);
        await CollectAsync(collector, "after");
        await AssertMovedAsideAsync(collector, "malformed");
        Assert.Equal(["after"], await TitlesAsync(collector));
    }

    [Fact]
    public async Task WhatTheWriterMeetsIsMovedAsideAndNothingThatWaitedIsLost()
    {
        (await OpenWithEventsAsync()).Dispose();
        await using var collector = Open();
        // The schema is read already; all else is met by whoever appends.
        Damage(file => Overwrite(file, 30 * PageSize, file.Length));
        for (var i = 0; i < 100; i++)
            collector.TryCollect(New($"{i}"));
        await Eventually.Completes(collector.FlushAsync());
        await AssertMovedAsideAsync(collector, "malformed");
        Assert.Equal(Enumerable.Range(0, 100).Select(i => $"{i}"), await TitlesAsync(collector));
        var health = Health(collector);
        Assert.Equal((100, 0), (health.Stored, health.Dropped.Count));
    }

    [Theory]
    [InlineData(0, 16)]
    [InlineData(16, 60)]
    [InlineData(100, PageSize)]
    public async Task ADamagedHeaderFoundAtOpeningIsMovedAsideWhereTheFileIsOurs(int from, int to)
    {
        (await OpenWithEventsAsync()).Dispose();
        Damage(file => Overwrite(file, from, to));
        var damaged = File.ReadAllBytes(Database);
        await using var collector = Open();
        await CollectAsync(collector, "after");
        await AssertMovedAsideAsync(collector, "damaged");
        Assert.Equal(damaged, File.ReadAllBytes(Assert.Single(Health(collector).QuarantinedFiles)));
        Assert.Equal(["after"], await TitlesAsync(collector));
    }

    [Fact]
    public async Task AHeaderThatSaysReadOnlyIsDamage()
    {
        (await OpenWithEventsAsync()).Dispose();
        // The format that the file is written in; what is of a later one SQLite only reads.
        Damage(file =>
        {
            file.Position = 18;
            file.WriteByte(3);
        });
        await using var collector = Open();
        await CollectAsync(collector, "after");
        await AssertMovedAsideAsync(collector, "could not be opened to write");
    }

    [Fact]
    public async Task AFileThatNothingShowsToBeOursIsRefusedAndUnchanged()
    {
        (await OpenWithEventsAsync()).Dispose();
        Damage(file => Overwrite(file, 0, 100));
        var damaged = File.ReadAllBytes(Database);
        Assert.Contains("not a database", Assert.Throws<EventStoreException>(Open).Message, StringComparison.Ordinal);
        Assert.Equal(damaged, File.ReadAllBytes(Database));
        Assert.Equal([Database], Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task ATableThatIsMissingIsDamage()
    {
        (await OpenWithEventsAsync()).Dispose();
        using (var database = new Database(Database))
            database.Execute("DROP TABLE origin");
        await using var collector = Open();
        await CollectAsync(collector, "after");
        await AssertMovedAsideAsync(collector, "origin");
    }

    [Fact]
    public async Task ALogThatIsDamagedUnderTheCollectorDoesNotStopIt()
    {
        await using var collector = await OpenWithEventsAsync();
        Damage(file => Overwrite(file, 0, file.Length), "-wal");
        for (var i = 0; i < 100; i++)
        {
            // What is asked may fail; that the log is damaged shows when it is moved, or read.
            await Record.ExceptionAsync(async () => await TitlesAsync(collector));
            await CollectAsync(collector, $"{i}");
        }

        Eventually.True(() => Health(collector).QuarantinedFiles.Count > 0);
        await CollectAsync(collector, "after");
        Assert.Contains("after", await TitlesAsync(collector));
    }

    [Fact]
    public async Task ALogWhoseDatabaseIsGoneIsMovedAside()
    {
        using (var child = new Child("committed-then-wait", Database))
        {
            child.WaitForLine("committed");
            child.Kill();
        }

        var log = File.ReadAllBytes(Database + "-wal");
        File.Delete(Database);
        await using var collector = Open();
        await CollectAsync(collector, "after");
        await AssertMovedAsideAsync(collector, "left its log behind");
        Assert.Equal(log, File.ReadAllBytes(Assert.Single(Health(collector).QuarantinedFiles)));
        Assert.Equal(["after"], await TitlesAsync(collector));
    }

    [Fact]
    public async Task ASequenceNumberThatWasGivenAlreadyIsDamage()
    {
        await using var collector = await OpenWithEventsAsync();
        using (var database = new Database(Database))
            database.Execute("UPDATE store SET next_sequence = 7");
        await CollectAsync(collector, "after");
        await AssertMovedAsideAsync(collector, "next sequence number is 7");
        Assert.Equal(["after"], await TitlesAsync(collector));
    }

    [Fact]
    public async Task ABatchThatADamagedIndexRefusesIsStoredInANewFile()
    {
        await using var collector = await OpenWithEventsAsync();
        // The name is there, and no select by name finds it: SQLite then says constraint, not corrupt.
        using (var database = new Database(Database))
            database.Execute("CREATE TRIGGER broken BEFORE INSERT ON component BEGIN SELECT raise(ABORT, 'UNIQUE constraint failed'); END");
        await Eventually.Completes(collector.CollectAsync(New("after") with { SourceComponent = "new" }));
        await AssertMovedAsideAsync(collector, "UNIQUE constraint failed");
        Assert.Equal(["after"], await TitlesAsync(collector));
        Assert.DoesNotContain(Directory.GetFiles(_folder.Path), f => f.Contains("trial", StringComparison.Ordinal));
    }

    [Fact]
    public async Task OfManyThatFindTheSameDamageOneMovesItAside()
    {
        var collectors = Enumerable.Range(0, 4).Select(_ => Open()).ToArray();
        using var child = new Child("collect-lines", Database);
        child.WaitForLine("opened");
        await CollectAsync(collectors[0], "before");
        for (var round = 1; round <= 3; round++)
        {
            Damage(file => file.SetLength(0));
            child.WriteLine($"child {round}");
            await Task.WhenAll(collectors.Select((c, i) => Task.Run(() => CollectAsync(c, $"{i} {round}"))));
            child.WaitForLine($"child {round}");
            Assert.Equal(round, Directory.GetFiles(_folder.Path, "*.damaged-*").Count(f => !f.EndsWith("-wal", StringComparison.Ordinal)));
            string[] expected = [.. Enumerable.Range(0, 4).Select(i => $"{i} {round}"), $"child {round}"];
            foreach (var collector in collectors)
                Assert.Equal(expected, (await TitlesAsync(collector)).Order(StringComparer.Ordinal));
        }

        foreach (var collector in collectors)
            await collector.DisposeAsync();
    }

    [Fact]
    public async Task JsonThatIsDamagedIsShownAsItIs()
    {
        await using var collector = Open();
        await collector.CollectAsync(New("event") with { Data = new Dictionary<string, object?> { ["a"] = 1L, ["b"] = "two" } });
        using (var database = new Database(Database))
            database.Execute("""UPDATE event SET data = '{"a":1,"b"Xtwo"}'""");
        var data = (await collector.Query().FirstOrDefaultAsync())!.Data;
        Assert.Equal(1L, data["a"]);
        Assert.Equal("""{"a":1,"b"Xtwo"}""", data["damaged"]);
    }

    [Fact]
    public void AFullDiskOnWhichNoStoreIsYetIsSaid()
    {
        using var disk = new SmallDisk(1);
        disk.Fill();
        var message = Assert.Throws<EventStoreException>(() => EventCollector.Open(disk.Database)).Message;
        Assert.Contains(disk.Database, message, StringComparison.Ordinal);
        Assert.Contains("Free space", message, StringComparison.Ordinal);
    }

    private EventCollector Open() => EventCollector.Open(new EventSinkOptions { DatabasePath = Database, OnFailure = _failures.Enqueue });

    private async Task<EventCollector> OpenWithEventsAsync()
    {
        var collector = Open();
        for (var i = 0; i < 20; i++)
            await Eventually.Completes(collector.CollectAsync([.. Enumerable.Range(0, 100).Select(n => New($"before {i} {n}"))]));
        return collector;
    }

    private void Damage(Action<FileStream> damage, string suffix = "")
    {
        if (suffix.Length == 0)
            using (var database = new Database(Database))
                database.Execute("PRAGMA wal_checkpoint");
        using var file = new FileStream(Database + suffix, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete });
        damage(file);
    }

    private static void Overwrite(FileStream file, long from, long to)
    {
        file.Position = from;
        var garbage = new byte[to - from];
        new Random(4711).NextBytes(garbage);
        file.Write(garbage);
    }

    private static Event New(string title) => new()
    {
        System = new("test"),
        Type = new("test.event"),
        Title = title,
        Description = new string('x', 200),
        CorrelationId = title,
        Tags = [title[..1]],
    };

    private static Task CollectAsync(EventCollector collector, string title) => Eventually.Completes(collector.CollectAsync(New(title)));

    private static async Task<IEnumerable<string>> TitlesAsync(EventCollector collector) =>
        (await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync()).Select(e => e.Title);

    private static CollectorHealth Health(EventCollector collector) => collector.CheckHealthAsync().AsTask().Result;

    private async Task AssertMovedAsideAsync(EventCollector collector, string what)
    {
        var health = await collector.CheckHealthAsync();
        Assert.Equal(CollectorStatus.Unhealthy, health.Status);
        var aside = Assert.Single(health.QuarantinedFiles);
        Assert.True(File.Exists(aside));
        Assert.StartsWith(Database + ".damaged-", aside, StringComparison.Ordinal);
        Assert.Contains(_failures, f => f.Operation == "store" && f.Message.Contains(aside, StringComparison.Ordinal) && f.Message.Contains(what, StringComparison.Ordinal) && f.Message.Contains(".recover", StringComparison.Ordinal));
        using var database = new Database(Database);
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
        Assert.Equal(Schema.ApplicationId, database.Number("PRAGMA application_id"));
    }
}
