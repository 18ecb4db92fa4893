using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class FlushTests
{
    [Fact]
    public async Task EnqueuedIsReachedWithoutTheStore()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        rig.Add("waiting");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Enqueued));
        Assert.Empty(rig.Store.Held);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task CommittedIsReachedWithTheCommitOfTheLastEvent(bool isError)
    {
        using var rig = new Rig();
        rig.HoldWriter();
        rig.Add("waiting", isError);
        var flush = rig.Pipeline.FlushAsync(Durability.Committed);
        Assert.False(flush.IsCompleted);
        rig.Store.Unblock();
        await Eventually.Completes(flush);
        Assert.Contains("waiting", rig.Store.Held);
    }

    [Fact]
    public async Task CommittedDoesNotAskForASyncAndSyncedDoes()
    {
        // The clock stands still: after the first commit, nothing but a flush makes a sync due.
        using var rig = new Rig();
        rig.Add("first");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Synced));
        rig.Add("second");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        Assert.False(rig.Store.IsSynced);
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Synced));
        Assert.True(rig.Store.IsSynced);
    }

    [Fact]
    public async Task SyncedWaitsUntilASyncSucceeds()
    {
        using var rig = new Rig(configure: o => o.SyncInterval = TimeSpan.FromMilliseconds(1));
        rig.Add("first");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Synced));
        rig.Add("second");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));

        rig.Store.Fail(StoreFailureKind.Failing);
        var flush = rig.Pipeline.FlushAsync(Durability.Synced);
        var before = rig.Store.Calls;
        Eventually.True(() => AfterASecond(rig, () => rig.Store.Calls > before + 2));
        Assert.False(flush.IsCompleted);
        rig.Store.Heal();
        Eventually.True(() => AfterASecond(rig, () => flush.IsCompletedSuccessfully));
        Assert.True(rig.Store.IsSynced);
    }

    [Fact]
    public async Task ACommitThatCouldNotBeSyncedIsSyncedAfterIt()
    {
        using var rig = new Rig();
        rig.Store.SyncsAppends = false;
        rig.HoldWriter();
        rig.Add("waiting");
        var flush = rig.Pipeline.FlushAsync(Durability.Synced);
        rig.Store.Unblock();
        await Eventually.Completes(flush);
        Assert.True(rig.Store.IsSynced);
        Assert.Contains("waiting", rig.Store.Held);
    }

    private static bool AfterASecond(Rig rig, Func<bool> condition)
    {
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        return condition();
    }

    [Fact]
    public async Task WithoutAFlushASyncFollowsByItself()
    {
        using var rig = new Rig(configure: o =>
        {
            o.TimeProvider = TimeProvider.System;
            o.SyncInterval = TimeSpan.FromMilliseconds(50);
        });
        for (var i = 0; i < 3; i++)
        {
            rig.Add($"event {i}");
            await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        }

        Eventually.True(() => rig.Store.IsSynced);
    }

    [Fact]
    public async Task AFlushOfNothingIsDone()
    {
        using var rig = new Rig();
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Synced));
    }

    [Fact]
    public async Task AFlushThatTheEndOvertakesFails()
    {
        using var rig = new Rig();
        rig.Store.Fail(StoreFailureKind.Failing);
        rig.Add("lost");
        var flush = rig.Pipeline.FlushAsync(Durability.Committed);
        rig.Pipeline.Dispose();
        await Assert.ThrowsAsync<EventStoreException>(() => Eventually.Completes(flush));
    }

    [Fact]
    public async Task AFlushAfterTheEndFails()
    {
        using var rig = new Rig();
        rig.Add("stored");
        rig.Pipeline.Dispose();
        await Assert.ThrowsAsync<EventStoreException>(() => Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed)));
    }

    [Fact]
    public void ManyFlushesAfterTheEndFailEachAndHarmNobody()
    {
        using var rig = new Rig();
        rig.Pipeline.Dispose();
        var flushing = Enumerable.Range(0, 4).Select(_ => new OnThread<bool>(() => Enumerable.Range(0, 5_000).All(_ =>
            Assert.IsType<EventStoreException>(Record.Exception(() => rig.Pipeline.FlushAsync(Durability.Committed).Wait(Eventually.Patience))?.InnerException) is not null))).ToList();
        Assert.All(flushing, f => Assert.True(f.Result));
    }
}
