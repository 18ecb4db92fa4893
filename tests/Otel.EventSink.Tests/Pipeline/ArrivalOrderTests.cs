namespace Otel.EventSink.Tests;

public class ArrivalOrderTests
{
    [Fact]
    public void ErrorsFromTheReserveAreStoredWhereTheyArrived()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        for (var i = 0; i < 20; i++)
            rig.Pipeline.TryAdd(new TestItem($"{i}", isError: i % 3 == 0));
        rig.Drain();
        Assert.Equal(["held", .. Enumerable.Range(0, 20).Select(i => $"{i}")], rig.Store.Held);
    }

    [Fact]
    public void AnErrorThatFindsNoOrdinaryPlaceIsStoredWhereItArrived()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        // Enough of them for an unstable sort to show.
        for (var i = 0; i < Rig.Capacity; i++)
            rig.Pipeline.TryAdd(new TestItem($"{i}"));
        rig.Add("error 1", isError: true);
        rig.Add("error 2", isError: true);
        rig.Drain();
        Assert.Equal(["held", .. Enumerable.Range(0, Rig.Capacity).Select(i => $"{i}"), "error 1", "error 2"], rig.Store.Held);
    }
}
