using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>What a flush waits for: that everything before a mark is taken out.</summary>
public class QueueMarkTests
{
    private readonly EventQueue _queue = new(
        new EventSinkOptions { QueueCapacity = Rig.Capacity, FullMode = QueueFullMode.DropOldest }, new Accounting());

    [Fact]
    public void AMarkIsPassedWhenWhatStoodBeforeItIsTakenOut()
    {
        _queue.TryAdd(new TestItem("ordinary"));
        _queue.TryAdd(new TestItem("error", isError: true));
        var mark = _queue.Mark();
        _queue.TryAdd(new TestItem("behind it"));
        Assert.True(_queue.TryTake(out _, out var fromReserve));
        Assert.False(fromReserve);
        Assert.False(_queue.HasPassed(ref mark, _queue.Taken()));
        Assert.True(_queue.TryTake(out _, out _));
        Assert.True(_queue.TryTake(out _, out fromReserve));
        Assert.True(fromReserve);
        Assert.True(_queue.HasPassed(ref mark, _queue.Taken()));
    }

    [Fact]
    public void WhatIsOnlyMovedDoesNotPassAMark()
    {
        for (var i = 0; i < Rig.Capacity; i++)
            Assert.True(_queue.TryAdd(new TestItem($"awaited {i}") { Waiter = new CommitWaiter(1) }));
        var mark = _queue.Mark();
        // It looks for something to displace, and moves every item to the end of the queue, twice.
        Assert.False(_queue.TryAdd(new TestItem("ordinary")));
        Assert.Equal(Rig.Capacity, _queue.Accepted);
        Assert.False(_queue.HasPassed(ref mark, _queue.Taken()));
        while (_queue.TryTake(out _, out _))
            Assert.Equal(_queue.Count == 0, _queue.HasPassed(ref mark, _queue.Taken()));
    }
}
