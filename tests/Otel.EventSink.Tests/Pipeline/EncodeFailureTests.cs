using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

public class EncodeFailureTests
{
    [Fact]
    public void AnItemThatCannotBeEncodedDoesNotTakeTheOthersWithIt()
    {
        using var rig = new Rig();
        var bad = new TestItem("bad") { CannotBeEncoded = true };
        rig.HoldWriter();
        rig.Add("before");
        Assert.True(rig.Pipeline.TryAdd(bad));
        rig.Add("behind");
        rig.Drain();

        Assert.Equal(["held", "before", "behind"], rig.Store.Held);
        Assert.Equal(1, rig.Accounting.Dropped(DropReason.CaptureFailed));
        Assert.Equal(1, bad.Released);
        Assert.Equal(0, rig.Residue);
        Assert.Contains(rig.Shown, f => f.Operation == "capture" && f.Exception is InvalidOperationException);
    }

    [Fact]
    public async Task RoomIsAnnouncedEvenIfNothingOfABatchCouldBeEncoded()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        for (var i = 0; i < Rig.Capacity; i++)
            rig.Pipeline.TryAdd(new TestItem($"bad {i}") { CannotBeEncoded = true });
        var adding = rig.Pipeline.AddAsync(new TestItem("good"), default);
        Assert.False(adding.IsCompleted);
        rig.Store.Unblock();
        await Eventually.Completes(adding);
        rig.Drain();
        Assert.Equal(["held", "good"], rig.Store.Held);
    }
}
