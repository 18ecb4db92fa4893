using System.Collections.Concurrent;
using System.Globalization;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>Not a byte is left on the disk: deleting makes room all the same, and recording goes on.</summary>
public sealed class FullDiskTests
{
    private static readonly DateTimeOffset Old = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Cutoff = new(2026, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ConcurrentQueue<EventSinkFailure> _failures = new();
    private long _emitted;

    [Fact]
    public async Task WhatWasLoggedUntilTheDiskWasFullCanBeDeleted()
    {
        using var disk = new SmallDisk(8);
        await using var collector = Open(disk);
        LogUntilFull(collector);
        disk.Fill();

        var deleted = await collector.DeleteBeforeAsync(Cutoff, TestContext.Current.CancellationToken);
        Assert.True(deleted > 1_000, $"{deleted} deleted");
        Assert.True(disk.FreeBytes > 1 << 20, $"{disk.FreeBytes} bytes are free");
        await AssertRecords(collector, disk, deleted);
    }

    [Fact]
    public async Task PagesThatAreOnlyInTheLogDoNotStandInTheWay()
    {
        using var disk = new SmallDisk(16);
        await using var collector = Open(disk);
        // Less than makes the checkpointer begin.
        while (new FileInfo(disk.Database + "-wal").Length < 5 << 20)
            await CollectAsync(collector, [.. Enumerable.Range(0, 100).Select(i => Make($"{i}", Old))]);
        disk.Fill();

        var deleted = await collector.RetainAsync(maxAge: null, maxBytes: 256 << 10);
        Assert.True(deleted > 1_000, $"{deleted} deleted");
        Assert.True(disk.FreeBytes > 1 << 20, $"{disk.FreeBytes} bytes are free");
        await AssertRecords(collector, disk, deleted);
    }

    [Fact]
    public async Task TheScheduleHealsTheRecorderByItself()
    {
        using var disk = new SmallDisk(8);
        await using var collector = Open(disk, o => o.MaxBytes = 2 << 20);
        // Long before the next look at the size.
        LogUntilFull(collector);
        await Eventually.Completes(CollectAsync(collector, Make("last", DateTimeOffset.UtcNow)));
        Assert.Equal(StoreState.Working, collector.Pipeline.Writer.StoreState);
        var health = await collector.CheckHealthAsync();
        Assert.True(await collector.Query().CountAsync() < health.Stored);
        Assert.Equal(_emitted, health.Stored + health.Dropped.Values.Sum() + health.QueueDepth);
        Assert.Equal("last", (await collector.Query().FirstOrDefaultAsync())!.Title);
        using var database = new Database(disk.Database);
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task AnotherProcessMayDeleteWhileThisOneGoesOnLogging()
    {
        using var disk = new SmallDisk(8);
        await using var collector = Open(disk);
        LogUntilFull(collector);
        disk.Fill();
        using var end = new CancellationTokenSource();
        var logging = new OnThread<bool>(() =>
        {
            while (!end.IsCancellationRequested)
                Log(collector, Make("meanwhile", DateTimeOffset.UtcNow));
            return true;
        });
        using var child = new Child("delete-before", disk.Database, $"{Cutoff:O}");
        var deleted = long.Parse(child.ReadToEnd().Single(), CultureInfo.InvariantCulture);
        await end.CancelAsync();
        Assert.True(logging.Result);
        Assert.True(deleted > 1_000, $"{deleted} deleted");
        disk.Empty();
        await AssertRecords(collector, disk, deleted);
    }

    private EventCollector Open(SmallDisk disk, Action<EventSinkOptions>? configure = null)
    {
        // Nothing else may make or take room meanwhile.
        var options = new EventSinkOptions { DatabasePath = disk.Database, QueueCapacity = 1_024, OnFailure = _failures.Enqueue, TextIndex = false };
        configure?.Invoke(options);
        return EventCollector.Open(options);
    }

    private void LogUntilFull(EventCollector collector)
    {
        for (var i = 0; !_failures.Any(f => f.Operation == "append"); i++)
            Log(collector, Make($"{i}", Old.AddMilliseconds(i)));
    }

    private void Log(EventCollector collector, Event e)
    {
        _emitted++;
        collector.TryCollect(e);
    }

    private ValueTask CollectAsync(EventCollector collector, params Event[] events)
    {
        _emitted += events.Length;
        return collector.CollectAsync(events);
    }

    private async Task AssertRecords(EventCollector collector, SmallDisk disk, long deleted)
    {
        await Eventually.Completes(CollectAsync(collector, Make("new", DateTimeOffset.UtcNow)));
        await Eventually.Completes(collector.FlushAsync(Durability.Synced));
        var health = await collector.CheckHealthAsync();
        Assert.Equal(StoreState.Working, collector.Pipeline.Writer.StoreState);
        Assert.Equal(_emitted, health.Stored + health.Dropped.Values.Sum());
        Assert.Equal(health.Stored - deleted, await collector.Query().CountAsync());
        Assert.Equal(health.Stored - deleted, (await collector.GetStatisticsAsync()).TotalEvents);
        using var database = new Database(disk.Database);
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
    }

    private static Event Make(string title, DateTimeOffset time) => new()
    {
        System = new("test"),
        Type = new("test.event"),
        Title = title,
        Timestamp = time,
        Duration = TimeSpan.FromMilliseconds(title.Length),
        CorrelationId = Guid.NewGuid().ToString("N"),
        Description = new string('x', 300),
    };
}
