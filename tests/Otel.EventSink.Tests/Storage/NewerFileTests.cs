using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>The file of a later version: it can be asked, nothing is stored, and nobody touches it.</summary>
public class NewerFileTests
{
    private static readonly Func<EventQuery, EventQuery>[] Questions =
    [
        q => q,
        q => q.System(new SourceSystem("shop"), new("mail")).OrderBy(EventField.System, descending: false),
        q => q.Type(new EventType("order.paid")).OrderBy(EventField.Duration),
        q => q.OrderBy(EventField.Duration, descending: false).Offset(200),
        q => q.MinSeverity(Severity.Error).OrderBy(EventField.Type),
        q => q.Severity(Severity.Debug, Severity.Critical).OrderBy(EventField.Severity),
        q => q.Tags("paid", "big one").OrderBy(EventField.Sequence),
        q => q.AnyTag("paid", "other").Limit(7),
        q => q.Last(TimeSpan.FromHours(5)),
        q => q.Between(Golden.Now.AddHours(-20), Golden.Now.AddHours(-10)),
        q => q.CorrelationId("order-9"),
        q => q.CorrelationId("00000000000000000000000000000005"),
        q => q.SourceComponent("Shop.Cart"),
        q => q.Search("GRÖßE 3"),
        q => q.Search("'; DROP TABLE later; --%_\0"),
        q => q.Where("data.order.id", Comparison.Greater, 100),
        q => q.Where("metadata.till", Comparison.Equal, "till-0"),
        q => q.Where("metadata.thread", Comparison.Equal, 1),
        q => q.Where("data.none", Comparison.Equal, null),
        q => q.MinDuration(TimeSpan.FromSeconds(1)).MaxDuration(TimeSpan.FromSeconds(9)),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Questions.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task QuestionsAreAnsweredThroughTheViewAlone(int row)
    {
        using var folder = new TempFolder();
        using var same = new TempFolder();
        await using var later = Golden.Open(Later(folder));
        await using var today = Golden.Open(Golden.Copy(Schema.CurrentVersion, same));
        var (expected, actual) = (Questions[row](today.Query()), Questions[row](later.Query()));

        var events = await expected.ToListAsync();
        Assert.Equal(events.Select(Shown), (await actual.ToListAsync()).Select(Shown));
        Assert.Equal(await expected.CountAsync(), await actual.CountAsync());
        // Page by page, behind a cursor.
        Assert.Equal(events.Select(e => e.Sequence), await actual.AsAsyncEnumerable().Select(e => e.Sequence).ToListAsync());
    }

    [Fact]
    public async Task NothingIsTakenAndEveryEventIsCounted()
    {
        using var folder = new TempFolder();
        var failures = new List<EventSinkFailure>();
        await using var collector = Open(Later(folder), failures);
        Assert.False(collector.TryCollect(Any()));
        var error = await Assert.ThrowsAsync<EventStoreException>(() => collector.CollectAsync([Any(), Any()]).AsTask());
        await collector.FlushAsync(Durability.Synced);

        Assert.Equal(
            $"Event store '{folder.Database}' is only read, and nothing is recorded: schema version 4711 is newer than this version supports ({Schema.CurrentVersion}). Upgrade Otel.EventSink or open another file.",
            error.Message);
        Assert.Equal(error.Message, Assert.Single(failures).Message);
        var health = await collector.CheckHealthAsync();
        Assert.Equal((CollectorStatus.Unhealthy, false, error.Message), (health.Status, health.Running, health.LastError?.Message));
        Assert.Equal([new("read_only", 3)], health.Dropped);
        Assert.Equal((0, 0, 3), (health.Accepted, health.Stored, collector.Pipeline.Emitted));
    }

    [Fact]
    public async Task NothingIsDeletedOrAnalysed()
    {
        using var folder = new TempFolder();
        await using var collector = Open(Later(folder), [], o => o.MaxBytes = 1 << 20);
        var messages = new List<string>
        {
            (await Assert.ThrowsAsync<EventStoreException>(() => collector.DeleteBeforeAsync(Golden.Now).AsTask())).Message,
            (await Assert.ThrowsAsync<EventStoreException>(() => collector.RetainAsync(TimeSpan.FromMinutes(1), 1 << 20).AsTask())).Message,
            (await Assert.ThrowsAsync<EventStoreException>(() => collector.GetStatisticsAsync().AsTask())).Message,
            (await Assert.ThrowsAsync<EventStoreException>(() => collector.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1)).AsTask())).Message,
        };
        Assert.All(messages, m => Assert.Contains("schema version 4711 is newer", m, StringComparison.Ordinal));
        Assert.Equal(8, (await collector.Analyzer.TraceCorrelationAsync("00000000000000000000000000000005")).Count);
        Assert.Equal(414, await collector.Query().CountAsync());
    }

    [Fact]
    public async Task WhatTheNewerVersionWritesIsSeenLive()
    {
        using var folder = new TempFolder();
        await using var collector = Golden.Open(Later(folder));
        await using var live = collector.ReadLiveAsync().GetAsyncEnumerator();
        var next = live.MoveNextAsync();
        using (var database = new Database(folder.Database))
            database.Execute("INSERT INTO later SELECT * FROM later ORDER BY sequence DESC LIMIT 1; UPDATE later SET sequence = sequence + 1 WHERE rowid = last_insert_rowid()");
        Assert.True(await next.AsTask().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Equal(65_776, live.Current.Sequence);
    }

    [Fact]
    public async Task TheFileIsLeftAsItIs()
    {
        using var folder = new TempFolder();
        var before = File.ReadAllBytes(Later(folder));
        await using (var collector = Golden.Open(folder.Database))
        {
            collector.TryCollect(Any());
            Assert.Equal(414, await collector.Query().CountAsync());
        }

        Assert.Equal(before, File.ReadAllBytes(folder.Database));
        Assert.Equal([folder.Database], Directory.GetFiles(folder.Path));
    }

    [Fact]
    public async Task ALogThatTheNewerVersionLeftIsReadAndStays()
    {
        using var folder = new TempFolder();
        using var killed = new TempFolder();
        using (var database = new Database(Later(folder)))
        {
            database.Execute("PRAGMA wal_autocheckpoint = 0; DELETE FROM later WHERE sequence % 2 = 0");
            // As a killed process leaves it.
            File.Copy(folder.Database, killed.Database);
            File.Copy(folder.Database + "-wal", killed.Database + "-wal");
        }

        var (file, log) = (File.ReadAllBytes(killed.Database), File.ReadAllBytes(killed.Database + "-wal"));
        Assert.NotEmpty(log);
        await using (var collector = Golden.Open(killed.Database))
            Assert.Equal(207, await collector.Query().CountAsync());
        Assert.Equal(file, File.ReadAllBytes(killed.Database));
        Assert.Equal(log, File.ReadAllBytes(killed.Database + "-wal"));
    }

    [Fact]
    public async Task AStoreThatIsUpgradedWhileItIsOpenIsNotWrittenAnyMore()
    {
        using var folder = new TempFolder();
        var failures = new List<EventSinkFailure>();
        await using var collector = Open(folder.Database, failures, o => o.ShutdownTimeout = TimeSpan.Zero);
        await collector.CollectAsync(Any());
        using var database = new Database(folder.Database);
        database.Execute($"PRAGMA user_version = {Schema.CurrentVersion + 1}");
        Assert.True(collector.TryCollect(Any()));
        Eventually.True(() => collector.CheckHealthAsync().Result.Status == CollectorStatus.Degraded);
        await Assert.ThrowsAsync<EventStoreException>(() => collector.DeleteBeforeAsync(DateTimeOffset.UtcNow.AddDays(1)).AsTask());
        await collector.DisposeAsync();

        Assert.Equal(1, database.Number("SELECT count(*) FROM events"));
        Assert.Equal([new("store_failed", 1)], (await collector.CheckHealthAsync()).Dropped);
        Assert.Contains($"another program has brought the file to schema version {Schema.CurrentVersion + 1}, and this one writes {Schema.CurrentVersion}. Upgrade Otel.EventSink and restart this host.", failures[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AViewThatIsNotThereIsAnErrorOfTheQuestion()
    {
        using var folder = new TempFolder();
        using (var database = new Database(Later(folder)))
            database.Execute("DROP VIEW events");
        await using var collector = Golden.Open(folder.Database);
        var error = await Assert.ThrowsAsync<EventStoreException>(() => collector.Query().CountAsync().AsTask());
        Assert.Contains("no such table: events", error.Message, StringComparison.Ordinal);
    }

    /// <summary>A file of which only the view is as it is today.</summary>
    private static string Later(TempFolder folder)
    {
        var path = Golden.Copy(Schema.CurrentVersion, folder);
        using var database = new Database(path);
        database.Execute("CREATE TABLE later AS SELECT * FROM events; DROP VIEW events; CREATE VIEW events AS SELECT * FROM later");
        foreach (var table in database.Rows("SELECT name FROM sqlite_schema WHERE type = 'table' AND name <> 'later'"))
            database.Execute($"DROP TABLE {table["name"]}");
        database.Execute("PRAGMA user_version = 4711");
        return path;
    }

    private static EventCollector Open(string path, List<EventSinkFailure> failures, Action<EventSinkOptions>? configure = null)
    {
        var options = new EventSinkOptions { DatabasePath = path, OnFailure = failures.Add };
        configure?.Invoke(options);
        return EventCollector.Open(options);
    }

    private static Event Any() => new() { System = new("s"), Type = new("t"), Title = "not stored" };

    private static string Shown(Event e) =>
        $"{e.Sequence} {e.Id} {e.Timestamp:O} {e.TimestampRemainder} {e.System} {e.Type} {e.Severity} {e.SeverityNumber} {e.Kind} {e.Title} {e.Description} {string.Join(',', e.Tags)} "
        + $"{e.CorrelationId} {e.SourceComponent} {e.Duration} {e.DurationRemainder} {e.SpanId} {e.ParentSpanId} {Shown(e.Data)} {Shown(e.Metadata)}";

    private static string Shown(IReadOnlyDictionary<string, object?> values) => System.Text.Json.JsonSerializer.Serialize(values);
}
