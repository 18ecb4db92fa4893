using Otel.EventSink.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class SlicePaceTests
{
    private static readonly DateTimeOffset Old = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ASlowSliceMakesTheNextSmallerAndAFastOneLarger()
    {
        var pace = new SlicePace(start: 100, max: 300);
        pace.Note(100, TimeSpan.FromMilliseconds(5));
        Assert.Equal(200, pace.Size);
        pace.Note(200, TimeSpan.FromMilliseconds(5));
        Assert.Equal(300, pace.Size);
        pace.Note(300, TimeSpan.FromMilliseconds(15));
        Assert.Equal(300, pace.Size);
        pace.Note(300, TimeSpan.FromMilliseconds(21));
        Assert.Equal(150, pace.Size);
        // It stopped early, because time was up: what it did was already too much.
        pace.Note(40, TimeSpan.FromMilliseconds(21));
        Assert.Equal(20, pace.Size);
        for (var i = 0; i < 10; i++)
            pace.Note(pace.Size, TimeSpan.FromMilliseconds(100));
        Assert.Equal(1, pace.Size);
    }

    [Fact]
    public async Task OnASlowDiskSlicesAreShort()
    {
        // The same work; each look at the slow clock finds a further 30 ms gone.
        var fast = await RetainAsync(new SteppingClock(TimeSpan.Zero));
        var slow = await RetainAsync(new SteppingClock(TimeSpan.FromMilliseconds(30)));
        Assert.Equal((2_000, 2_000), (fast.Deleted, slow.Deleted));
        Assert.True(slow.Slices > 10 * fast.Slices, $"{slow.Slices} and {fast.Slices} slices");
        Assert.Equal(TimeSpan.Zero, fast.LongestSlice);
        Assert.True(slow.LongestSlice >= TimeSpan.FromMilliseconds(30));
    }

    private static async Task<RetentionResult> RetainAsync(TimeProvider clock)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(0, 2_000).Select(i => new Event { System = new("s"), Type = new("t"), Title = "event", Timestamp = Old.AddTicks(i) })]);
        var retention = new Retention(folder.Database, new WriteTurn(), new LogMover(folder.Database), new Failures(new EventSinkOptions()), clock);
        return retention.Run(UnixTime.From(Old.AddDays(1)), maxBytes: null, CancellationToken.None);
    }

    private sealed class SteppingClock(TimeSpan step) : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now += step.Ticks;
    }
}
