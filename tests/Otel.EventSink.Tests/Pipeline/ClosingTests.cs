using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class ClosingTests
{
    [Fact]
    public void ClosingStoresWhatWaits()
    {
        using var rig = new Rig();
        rig.Saturate();
        rig.Drain();
        Assert.Equal(Rig.Capacity + 1, rig.Store.Held.Count);
        Assert.True(rig.Store.IsSynced);
        Assert.Equal(0, rig.Residue);
    }

    [Fact]
    public void ClosedNothingIsTakenAndEachIsCounted()
    {
        using var rig = new Rig();
        rig.Pipeline.Dispose();
        Assert.False(rig.Add("late"));
        Assert.False(rig.Add("late error", isError: true));
        Assert.Equal(2, rig.Accounting.Dropped(DropReason.Closed));
        Assert.Equal(2, rig.Pipeline.Emitted);
        Assert.Equal(0, rig.Residue);
    }

    [Fact]
    public void WhatTheStoreDoesNotTakeByThenIsCounted()
    {
        using var rig = new Rig();
        rig.Saturate();
        rig.Store.Fail(StoreFailureKind.Busy);
        rig.Store.Unblock();
        rig.Pipeline.Dispose();
        Assert.Equal(Rig.Capacity + 1, rig.Accounting.Dropped(DropReason.StoreFailed));
        Assert.Empty(rig.Store.Held);
        Assert.Equal(0, rig.Residue);
    }

    [Fact]
    public void ProducersThatWaitForAPlaceAreLetGo()
    {
        using var rig = new Rig(QueueFullMode.Wait);
        rig.Saturate();
        var waiting = rig.AddOnThread("waiting for a place");
        Eventually.True(() => waiting.IsWaiting);
        var closing = new OnThread<bool>(() =>
        {
            rig.Pipeline.Dispose();
            return true;
        });
        Assert.False(waiting.Result);
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.Closed));
        rig.Store.Unblock();
        Assert.True(closing.Result);
        Assert.Equal(0, rig.Residue);
    }
}
