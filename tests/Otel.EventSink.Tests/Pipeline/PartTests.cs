using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>R3: of a batch for which the disk has no room, what fits is stored.</summary>
public class PartTests
{
    [Fact]
    public void WhatFitsIsStoredInItsOrderAndTheRestWaits()
    {
        using var rig = new Rig();
        rig.Saturate();
        rig.Store.Room = 40;
        rig.Store.Unblock();
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Failing);

        Assert.Equal(40, rig.Store.Held.Count);
        Assert.Equal(40, rig.Accounting.Stored);
        Assert.Equal(0, rig.Accounting.DroppedTotal);
        rig.Store.Room = int.MaxValue;
        rig.Drain();
        Assert.Equal(["held", .. Enumerable.Range(0, Rig.Capacity).Select(i => $"waiting {i}")], rig.Store.Held);
        Assert.Equal(0, rig.Residue);
    }

    [Fact]
    public async Task WhoWaitsHearsOfEachPartWhenItIsStored()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        var first = rig.AddAndWait(new TestItem("first"));
        Eventually.True(() => rig.Pipeline.QueueDepth == 1);
        var second = rig.AddAndWait(new TestItem("second"));
        Eventually.True(() => rig.Pipeline.QueueDepth == 2);
        rig.Store.Room = 2;
        rig.Store.Unblock();

        await Eventually.Completes(first);
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Failing);
        Assert.False(second.IsCompleted);
        rig.Store.Room = int.MaxValue;
        await Eventually.Completes(second);
    }

    [Fact]
    public void WhenTheEndComesWhatDidNotFitIsCountedAsDropped()
    {
        using var rig = new Rig();
        rig.Saturate();
        rig.Store.Room = 40;
        rig.Store.Unblock();
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Failing);

        rig.Pipeline.Dispose();
        Assert.Equal(40, rig.Accounting.Stored);
        Assert.Equal(Rig.Capacity + 1 - 40, rig.Accounting.Dropped(DropReason.StoreFailed));
        Assert.Equal(0, rig.Residue);
    }

    [Fact]
    public void PartsGrowAgainOnceThereIsRoom()
    {
        using var rig = new Rig();
        rig.Saturate();
        rig.Store.Room = 1;
        rig.Store.Unblock();
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Failing);

        var calls = rig.Store.Calls;
        rig.Store.Room = int.MaxValue;
        Eventually.True(() => rig.Store.Held.Count == Rig.Capacity + 1);
        // 1 + 2 + 4 + 8 + 16 + 32 + 1, and some that failed before there was room.
        Assert.InRange(rig.Store.Calls - calls, 7, 20);
    }
}
