namespace Otel.EventSink.Tests;

public class SequenceTests
{
    [Fact]
    public async Task ReopeningKeepsTheEventsAndGoesOnCounting()
    {
        using var folder = new TempFolder();
        for (var round = 0; round < 3; round++)
        {
            await using var collector = EventCollector.Open(folder.Database);
            await collector.CollectAsync([.. Enumerable.Range(0, 10).Select(_ => New($"round {round}"))]);
        }

        await using var reopened = EventCollector.Open(folder.Database);
        var events = await reopened.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync();
        Assert.Equal(Enumerable.Range(1, 30).Select(i => (long)i), events.Select(e => e.Sequence));
        Assert.Equal(["round 0", "round 1", "round 2"], events.Select(e => e.Title).Distinct());
    }

    [Fact]
    public async Task ANumberIsNeverGivenTwice()
    {
        using var folder = new TempFolder();
        await using (var collector = EventCollector.Open(folder.Database))
        {
            await collector.CollectAsync([New("a"), New("b"), New("c")]);
            Assert.Equal(3, await collector.DeleteBeforeAsync(DateTimeOffset.MaxValue));
            Assert.Equal(0, await collector.Query().CountAsync());
            await collector.CollectAsync(New("d"));
            Assert.Equal(4, (await collector.Query().FirstOrDefaultAsync())!.Sequence);
            Assert.Equal(1, await collector.DeleteBeforeAsync(DateTimeOffset.MaxValue));
        }

        await using var reopened = EventCollector.Open(folder.Database);
        await reopened.CollectAsync(New("e"));
        Assert.Equal(5, (await reopened.Query().FirstOrDefaultAsync())!.Sequence);
    }

    private static Event New(string title) => new() { System = new("s"), Type = new("t"), Title = title };
}
