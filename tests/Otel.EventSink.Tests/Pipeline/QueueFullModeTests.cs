using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

public class QueueFullModeTests
{
    [Fact]
    public void WaitMakesTheProducerWaitAndLosesNothing()
    {
        using var rig = new Rig(QueueFullMode.Wait);
        rig.Saturate();
        var late = rig.AddOnThread("late");
        Eventually.True(() => late.IsWaiting);
        Assert.DoesNotContain("late", rig.Store.Held);

        rig.Store.Unblock();
        Assert.True(late.Result);
        rig.Drain();
        Assert.Equal(Rig.Capacity + 2, rig.Store.Held.Count);
        Assert.Equal(0, rig.Accounting.DroppedTotal);
    }

    [Fact]
    public void WaitLosesNothingWithMoreProducersThanPlaces()
    {
        using var rig = new Rig(QueueFullMode.Wait);
        var producers = Enumerable.Range(0, 4).Select(p => new OnThread<bool>(() =>
            Enumerable.Range(0, 1_000).All(i => rig.Add($"{p}:{i}")))).ToList();
        Assert.All(producers, p => Assert.True(p.Result));
        rig.Drain();

        Assert.Equal(4_000, rig.Store.Held.Count);
        foreach (var producer in rig.Store.Held.Select(t => t.Split(':')).GroupBy(t => t[0], t => int.Parse(t[1])))
            Assert.Equal(Enumerable.Range(0, 1_000), producer);
    }

    [Fact]
    public void DropNewestDropsTheNewEventAtOnce()
    {
        using var rig = new Rig(QueueFullMode.DropNewest);
        rig.Saturate();
        Assert.False(rig.AddOnThread("late").Result);
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.QueueFull));

        rig.Drain();
        Assert.DoesNotContain("late", rig.Store.Held);
        Assert.Equal(Rig.Capacity + 1, rig.Store.Held.Count);
    }

    [Fact]
    public void DropOldestMakesThePlaceOfTheOldestFreeAtOnce()
    {
        using var rig = new Rig(QueueFullMode.DropOldest);
        rig.Saturate();
        Assert.True(rig.AddOnThread("late").Result);
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.Displaced));

        rig.Drain();
        Assert.Equal(["held", .. Enumerable.Range(1, Rig.Capacity - 1).Select(i => $"waiting {i}"), "late"], rig.Store.Held);
    }

    [Fact]
    public async Task DropOldestKeepsWhatSomebodyWaitsFor()
    {
        using var rig = new Rig(QueueFullMode.DropOldest);
        rig.HoldWriter();
        var awaited = rig.AddAndWait(new TestItem("awaited"));
        Eventually.True(() => rig.Pipeline.QueueDepth == 1);
        for (var i = 0; i < 3 * Rig.Capacity; i++)
            Assert.True(rig.AddOnThread($"late {i}").Result);

        rig.Drain();
        await Eventually.Completes(awaited);
        Assert.Contains("awaited", rig.Store.Held);
    }

    [Fact]
    public void WaitWithTimeoutDropsTheNewEventWhenTimeIsUp()
    {
        using var rig = new Rig(QueueFullMode.WaitWithTimeout);
        rig.Saturate();
        var late = rig.AddOnThread("late");
        Eventually.True(() => late.IsWaiting);
        rig.Clock.Advance(rig.Options.FullTimeout);
        Assert.False(late.Result);
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.Timeout));
    }

    [Fact]
    public void WaitWithTimeoutTakesAPlaceThatComesInTime()
    {
        using var rig = new Rig(QueueFullMode.WaitWithTimeout);
        rig.Saturate();
        var late = rig.AddOnThread("late");
        Eventually.True(() => late.IsWaiting);
        rig.Store.Unblock();
        Assert.True(late.Result);
        rig.Drain();
        Assert.Contains("late", rig.Store.Held);
    }
}
