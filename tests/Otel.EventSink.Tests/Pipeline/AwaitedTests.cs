using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>What CollectAsync rests on: items that somebody waits for.</summary>
public class AwaitedTests
{
    public static TheoryData<QueueFullMode> AllModes => [.. Enum.GetValues<QueueFullMode>()];

    [Theory]
    [MemberData(nameof(AllModes))]
    public async Task AnAwaitedItemWaitsForRoomWhateverTheMode(QueueFullMode mode)
    {
        using var rig = new Rig(mode);
        rig.Saturate();
        var adding = rig.Pipeline.AddAsync(new TestItem("awaited"), default);
        Assert.False(adding.IsCompleted);
        rig.Store.Unblock();
        await Eventually.Completes(adding);
        rig.Drain();
        Assert.Contains("awaited", rig.Store.Held);
        Assert.Equal(0, rig.Accounting.DroppedTotal);
    }

    [Fact]
    public async Task WaitingForRoomCanBeCancelledAndThenNothingWasEmitted()
    {
        using var rig = new Rig();
        rig.Saturate();
        using var cancel = new CancellationTokenSource();
        var adding = rig.Pipeline.AddAsync(new TestItem("cancelled"), cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Eventually.Completes(adding));
        rig.Drain();
        Assert.DoesNotContain("cancelled", rig.Store.Held);
        Assert.Equal(Rig.Capacity + 1, rig.Pipeline.Emitted);
    }

    [Fact]
    public async Task TheAcknowledgementComesWithTheCommitAndNotBefore()
    {
        using var rig = new Rig();
        rig.Store.Block();
        var awaited = rig.AddAndWait(new TestItem("awaited"));
        Eventually.True(() => rig.Store.IsBlocked);
        Assert.False(awaited.IsCompleted);
        rig.Store.Unblock();
        await Eventually.Completes(awaited);
        Assert.Contains("awaited", rig.Store.Held);
    }

    [Fact]
    public async Task AWaiterForSeveralCompletesWithTheLast()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        var waiter = new CommitWaiter(3);
        await rig.Pipeline.AddAsync(new TestItem("1") { Waiter = waiter }, default);
        await rig.Pipeline.AddAsync(new TestItem("2") { Waiter = waiter }, default);
        rig.Store.Unblock();
        Eventually.True(() => rig.Store.Held.Contains("2"));
        await rig.Pipeline.FlushAsync(Durability.Committed);
        Assert.False(waiter.Task.IsCompleted);
        await rig.Pipeline.AddAsync(new TestItem("3") { Waiter = waiter }, default);
        await Eventually.Completes(waiter.Task);
    }

    [Fact]
    public async Task WhoWaitsIsToldWhenTheStoreRefuses()
    {
        using var rig = new Rig();
        rig.Store.Rejects = title => title == "bad";
        var told = await Assert.ThrowsAsync<EventStoreException>(() => Eventually.Completes(rig.AddAndWait(new TestItem("bad"))));
        Assert.Contains(DropReasons.Explain(DropReason.Rejected), told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoWaitsIsToldWhenTheItemCannotBeEncoded()
    {
        using var rig = new Rig();
        var told = await Assert.ThrowsAsync<EventStoreException>(() => Eventually.Completes(rig.AddAndWait(new TestItem("bad") { CannotBeEncoded = true })));
        Assert.Contains(DropReasons.Explain(DropReason.CaptureFailed), told.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhoWaitsIsToldWhenTheStoreFailsToTheEnd()
    {
        using var rig = new Rig();
        rig.Store.Fail(StoreFailureKind.Failing);
        var inHand = rig.AddAndWait(new TestItem("in the writer's hand"));
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Failing);
        var inQueue = rig.AddAndWait(new TestItem("in the queue"));
        Eventually.True(() => rig.Pipeline.QueueDepth == 1);
        rig.Pipeline.Dispose();
        foreach (var awaited in (Task[])[inHand, inQueue])
        {
            var told = await Assert.ThrowsAsync<EventStoreException>(() => Eventually.Completes(awaited));
            Assert.Contains(DropReasons.Explain(DropReason.StoreFailed), told.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task WhoWaitsForRoomIsToldWhenThePipelineCloses()
    {
        using var rig = new Rig();
        rig.Saturate();
        var awaited = rig.AddAndWait(new TestItem("late"));
        // AddAndWait begins on another thread; only what waits already is told, what comes later is refused. Both are right.
        rig.Store.Fail(StoreFailureKind.Failing);
        rig.Store.Unblock();
        rig.Pipeline.Dispose();
        await Assert.ThrowsAsync<EventStoreException>(() => Eventually.Completes(awaited));
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.Closed));
        Assert.Equal(0, rig.Residue);
    }
}
