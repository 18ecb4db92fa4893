namespace Otel.EventSink.Tests;

public class ArrivalOrderTests
{
    [Fact]
    public void ErrorsFromTheReserveAreStoredWhereTheyArrived()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        for (var i = 0; i < 20; i++)
            rig.Pipeline.TryAdd(new TestItem($"{i}", isError: i % 3 == 0) { Arrival = i });
        rig.Drain();
        Assert.Equal(["held", .. Enumerable.Range(0, 20).Select(i => $"{i}")], rig.Store.Held);
    }

    [Fact]
    public void EventsOfTheSameMomentKeepTheOrderOfTheirLane()
    {
        using var rig = new Rig();
        rig.HoldWriter();
        // Clocks are coarse, and a test's stands still: equal times are usual. Enough of them for an unstable sort to show.
        for (var i = 0; i < Rig.Capacity; i++)
            rig.Pipeline.TryAdd(new TestItem($"{i}"));
        rig.Add("error", isError: true);
        rig.Drain();
        Assert.Equal(Enumerable.Range(0, Rig.Capacity).Select(i => $"{i}"), rig.Store.Held.Where(t => char.IsAsciiDigit(t[0])));
    }
}
