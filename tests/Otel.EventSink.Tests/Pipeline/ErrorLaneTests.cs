using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>R6: errors are dropped last.</summary>
public class ErrorLaneTests
{
    public static TheoryData<QueueFullMode> DropModes => [QueueFullMode.DropNewest, QueueFullMode.DropOldest, QueueFullMode.WaitWithTimeout];

    [Theory]
    [MemberData(nameof(DropModes))]
    public void AnErrorFindsAPlaceInAFullQueueAndDisplacesNothing(QueueFullMode mode)
    {
        using var rig = new Rig(mode);
        rig.Saturate();
        for (var i = 0; i < Rig.Capacity; i++)
            Assert.True(rig.AddOnThread($"error {i}", isError: true).Result);
        Assert.Equal(0, rig.Accounting.DroppedTotal);
    }

    [Theory]
    [MemberData(nameof(DropModes))]
    public void ErrorsDisplaceOrdinaryEventsWhenTheReserveIsFullToo(QueueFullMode mode)
    {
        using var rig = new Rig(mode);
        rig.Saturate();
        for (var i = 0; i < 2 * Rig.Capacity; i++)
            Assert.True(AddWhateverItTakes(rig, $"error {i}", isError: true));

        rig.Drain();
        Assert.Equal(Rig.Capacity, rig.Accounting.Dropped(DropReason.Displaced));
        Assert.Equal(Rig.Capacity, rig.Accounting.DroppedTotal);
        Assert.Equal(2 * Rig.Capacity, rig.Store.Held.Count(t => t.StartsWith("error", StringComparison.Ordinal)));
        Assert.Equal(0, rig.Residue);
    }

    [Theory]
    [MemberData(nameof(DropModes))]
    public void NothingDisplacesAnError(QueueFullMode mode)
    {
        using var rig = new Rig(mode);
        rig.Saturate();
        for (var i = 0; i < 2 * Rig.Capacity; i++)
            Assert.True(AddWhateverItTakes(rig, $"error {i}", isError: true));

        Assert.False(AddWhateverItTakes(rig, "one ordinary event too many", isError: false));
        Assert.False(AddWhateverItTakes(rig, "one error too many", isError: true));
        rig.Drain();
        Assert.Equal(2 * Rig.Capacity + 1, rig.Store.Held.Count);
        Assert.Equal(0, rig.Residue);
    }

    [Fact]
    public void WhileTheStoreFailsErrorsStillFindAPlace()
    {
        using var rig = new Rig(QueueFullMode.Wait);
        rig.Saturate();
        rig.Store.Fail(Storage.StoreFailureKind.Failing);
        rig.Store.Unblock();
        Eventually.True(() => rig.Pipeline.Writer.StoreState == StoreState.Failing);
        for (var i = 0; i < 2 * Rig.Capacity; i++)
            Assert.True(rig.AddOnThread($"error {i}", isError: true).Result);
        Assert.Equal(Rig.Capacity, rig.Accounting.Dropped(DropReason.StoreFailed));
    }

    /// <summary>Where the mode waits, its time is up at once.</summary>
    private static bool AddWhateverItTakes(Rig rig, string title, bool isError)
    {
        var adding = rig.AddOnThread(title, isError);
        if (rig.Options.FullMode == QueueFullMode.WaitWithTimeout)
            Eventually.True(() =>
            {
                if (adding.IsWaiting)
                    rig.Clock.Advance(rig.Options.FullTimeout);
                return adding.IsDone;
            });
        return adding.Result;
    }
}
