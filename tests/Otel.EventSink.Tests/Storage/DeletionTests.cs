namespace Otel.EventSink.Tests;

public class DeletionTests
{
    private static readonly DateTimeOffset Cutoff = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0)]
    [InlineData(500)] // exactly one slice
    [InlineData(1_201)]
    public async Task WhatHappenedBeforeIsDeletedAndCounted(int old)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(1, old).Select(i => At(Cutoff.AddTicks(-i))), At(Cutoff), At(Cutoff.AddTicks(1))]);
        Assert.Equal(old, await collector.DeleteBeforeAsync(Cutoff));
        Assert.Equal([Cutoff.AddTicks(1), Cutoff], (await collector.Query().ToListAsync()).Select(e => e.Timestamp));
        Assert.Equal(0, await collector.DeleteBeforeAsync(Cutoff));
    }

    [Fact]
    public async Task TheFileShrinks()
    {
        using var folder = new TempFolder();
        await using (var collector = EventCollector.Open(folder.Database))
            await collector.CollectAsync([.. Enumerable.Range(0, 2_000).Select(i => At(Cutoff) with { Description = new string('x', 500) })]);
        var before = new FileInfo(folder.Database).Length;
        await using (var collector = EventCollector.Open(folder.Database))
            Assert.Equal(2_000, await collector.DeleteBeforeAsync(DateTimeOffset.MaxValue));
        Assert.True(new FileInfo(folder.Database).Length < before / 4);
    }

    [Fact]
    public async Task DeletingCanBeCancelled()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(At(Cutoff));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => collector.DeleteBeforeAsync(DateTimeOffset.MaxValue, new CancellationToken(true)).AsTask());
        Assert.Equal(1, await collector.Query().CountAsync());
    }

    [Fact]
    public async Task AClosedCollectorDeletesNothing()
    {
        using var folder = new TempFolder();
        var collector = EventCollector.Open(folder.Database);
        await collector.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => collector.DeleteBeforeAsync(Cutoff).AsTask());
    }

    private static Event At(DateTimeOffset time) => new() { Timestamp = time, System = new("s"), Type = new("t"), Title = "event" };
}
