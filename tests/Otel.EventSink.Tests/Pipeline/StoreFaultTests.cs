using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class StoreFaultTests
{
    [Theory]
    [InlineData(nameof(StoreFailureKind.Failing))]
    [InlineData(nameof(StoreFailureKind.Damaged))]
    public void WaitDoesNotStopTheHostWhileTheStoreFails(string kind)
    {
        using var rig = new Rig(QueueFullMode.Wait);
        rig.Saturate();
        var waiting = rig.AddOnThread("was waiting when it began");
        Eventually.True(() => waiting.IsWaiting);

        rig.Store.Fail(Enum.Parse<StoreFailureKind>(kind));
        rig.Store.Unblock();
        Assert.False(waiting.Result);
        Assert.False(rig.AddOnThread("came later").Result);
        Assert.Equal(2, rig.Accounting.Dropped(DropReason.StoreFailed));
        Assert.Equal(2, rig.Accounting.DroppedTotal);
    }

    [Fact]
    public async Task WhatWaitedIsStoredWhenTheStoreWorksAgain()
    {
        using var rig = new Rig(QueueFullMode.Wait);
        rig.Saturate();
        rig.Store.Fail(StoreFailureKind.Failing);
        rig.Store.Unblock();
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Failing);

        rig.Store.Heal();
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        Assert.Equal(Rig.Capacity + 1, rig.Store.Held.Count);
        Assert.Equal(StoreState.Working, rig.Pipeline.Writer.StoreState);
        Assert.True(rig.Add("after it"));
    }

    [Fact]
    public void WaitDoesWaitWhileTheStoreIsOnlyBusy()
    {
        using var rig = new Rig(QueueFullMode.Wait);
        rig.Saturate();
        rig.Store.Fail(StoreFailureKind.Busy);
        rig.Store.Unblock();
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Busy);
        var late = rig.AddOnThread("late");
        Eventually.True(() => late.IsWaiting);

        var before = rig.Store.Calls;
        Eventually.True(() => rig.Store.Calls > before + 10);
        Assert.False(late.IsDone);
        rig.Store.Heal();
        Assert.True(late.Result);
        rig.Drain();
        Assert.Contains("late", rig.Store.Held);
        Assert.Equal(0, rig.Accounting.DroppedTotal);
    }

    [Fact]
    public void WhatTheStoreRefusesIsDroppedAndTheRestIsStored()
    {
        using var rig = new Rig();
        rig.Store.Rejects = title => title == "bad";
        rig.HoldWriter();
        foreach (var title in (string[])["good", "bad", "better"])
            rig.Add(title);
        rig.Drain();
        Assert.Equal(["held", "good", "better"], rig.Store.Held);
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.Rejected));
        Assert.Equal(0, rig.Residue);
    }

    [Fact]
    public async Task AFaultThatNobodyForesawCostsItsBatchAlone()
    {
        using var rig = new Rig();
        rig.Store.FailBy(() => new InvalidOperationException("a bug"));
        await Assert.ThrowsAsync<EventStoreException>(() => Eventually.Completes(rig.AddAndWait(new TestItem("lost"))));

        rig.Store.Heal();
        rig.Add("stored");
        rig.Drain();
        Assert.Equal(["stored"], rig.Store.Held);
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.Rejected));
        Assert.Equal(0, rig.Residue);
        Assert.Contains(rig.Shown, f => f.Message.Contains("a bug", StringComparison.Ordinal));
    }
}
