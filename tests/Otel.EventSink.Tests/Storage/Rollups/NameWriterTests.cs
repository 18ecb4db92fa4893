namespace Otel.EventSink.Tests;

public class NameWriterTests
{
    private static readonly DateTimeOffset Begin = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task MoreNamesThanATransactionHasRoomForAreCounted()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        for (var batch = 0; batch < 2; batch++)
            await collector.CollectAsync([.. Enumerable.Range(0, 6_000).Select(i => New($"component {i}", i))]);

        NameRecount.Check(folder.Database);
        Assert.Equal(2, await collector.Query().SourceComponent("component 4711").CountAsync());
    }

    [Fact]
    public async Task ANameThatIsCommonFirstAndRareLaterIsFound()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(0, 3_000).Select(i => New(i < 300 ? "changing" : "other", i))]);
        await collector.CollectAsync([.. Enumerable.Range(0, 3_000).Select(i => New(i == 2_000 ? "changing" : "other", i) with { Timestamp = Begin.AddHours(2) })]);

        NameRecount.Check(folder.Database);
        Assert.Equal(301, (await collector.Query().SourceComponent("changing").ToListAsync()).Count);
    }

    private static Event New(string component, int i) =>
        new() { System = new("shop"), Type = new("t"), Title = "event", SourceComponent = component, Timestamp = Begin.AddTicks(i) };
}
