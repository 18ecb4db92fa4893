using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

public class CollectorTests
{
    private static Event New(string title = "event") => new() { System = new("s"), Type = new("t"), Title = title };

    [Fact]
    public async Task CollectAsyncCompletesWhenOthersCanReadIt()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        using var database = new Database(folder.Database);
        for (var i = 1; i <= 20; i++)
        {
            await collector.CollectAsync(New());
            Assert.Equal(i, database.Number("SELECT count(*) FROM events"));
        }

        await collector.CollectAsync([.. Enumerable.Range(0, 500).Select(_ => New())]);
        Assert.Equal(520, database.Number("SELECT count(*) FROM events"));
        await collector.CollectAsync([]);
    }

    [Fact]
    public async Task CollectAsyncCanBeCancelledAndWhatHadAPlaceIsStoredAllTheSame()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        using var database = new Database(folder.Database);
        database.Execute("BEGIN EXCLUSIVE");
        using var cancel = new CancellationTokenSource();
        var collecting = collector.CollectAsync(New(), cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.Completes(collecting));
        database.Execute("COMMIT");
        await Eventually.Completes(collector.FlushAsync());
        Assert.Equal(1, await collector.Query().CountAsync());
    }

    [Fact]
    public async Task AfterTheEndEverythingSaysSo()
    {
        using var folder = new TempFolder();
        var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(New());
        await collector.DisposeAsync();
        collector.Dispose();

        Assert.False(collector.TryCollect(New()));
        var told = await Assert.ThrowsAsync<EventStoreException>(() => collector.CollectAsync(New()).AsTask());
        Assert.Contains(DropReasons.Explain(DropReason.Closed), told.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<EventStoreException>(() => collector.FlushAsync().AsTask());
        var health = await collector.CheckHealthAsync();
        Assert.Equal((CollectorStatus.Unhealthy, false, 2L), (health.Status, health.Running, health.Dropped["closed"]));
    }

    [Fact]
    public async Task WrongArgumentsAreRefusedAtTheCall()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        Assert.Throws<ArgumentNullException>(() => collector.TryCollect(null!));
        await Assert.ThrowsAsync<ArgumentException>(() => collector.CollectAsync([New(), null!]).AsTask());
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => collector.FlushAsync((Durability)7).AsTask());
        Assert.Throws<ArgumentException>(() => EventCollector.Open(" "));
        Assert.Contains("QueueCapacity is 7", Assert.Throws<ArgumentException>(() =>
            EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, QueueCapacity = 7 })).Message, StringComparison.Ordinal);
        Assert.Equal(0, await collector.Query().CountAsync());
    }

    [Fact]
    public async Task TheEventsOfAThreadKeepTheirOrder()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        for (var i = 0; i < 1_000; i++)
            collector.TryCollect(New($"{i}") with { Severity = i % 10 == 0 ? Severity.Error : Severity.Info });
        await collector.FlushAsync();
        var events = await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync();
        Assert.Equal(Enumerable.Range(0, 1_000).Select(i => $"{i}"), events.Select(e => e.Title));
    }
}
