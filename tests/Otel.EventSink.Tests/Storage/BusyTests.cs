namespace Otel.EventSink.Tests;

/// <summary>Somebody else holds the lock: producers go on, nothing is lost, and health says so.</summary>
public class BusyTests
{
    [Fact]
    public async Task WhatIsCollectedWhileTheFileIsLockedIsStoredAfterwards()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        using var database = new Database(folder.Database);
        database.Execute("BEGIN EXCLUSIVE; INSERT INTO system (name) VALUES ('somebody else')");
        var awaited = collector.CollectAsync(New("awaited")).AsTask();
        for (var i = 0; i < 100; i++)
            Assert.True(collector.TryCollect(New($"system-{i}")));
        Eventually.True(() => collector.CheckHealthAsync().Result.Status == CollectorStatus.Degraded);
        Assert.False(awaited.IsCompleted);
        database.Execute("COMMIT");

        await Eventually.Completes(awaited);
        await Eventually.Completes(collector.FlushAsync());
        var health = await collector.CheckHealthAsync();
        Assert.Equal((CollectorStatus.Healthy, 101L), (health.Status, health.Stored));
        Assert.Contains("lock", health.LastError!.Message, StringComparison.OrdinalIgnoreCase);
        Assert.All(await collector.Query().ToListAsync(), e => Assert.Equal(e.Title, e.System.Name));
    }

    private static Event New(string system) => new() { System = new(system), Type = new("t"), Title = system };
}
