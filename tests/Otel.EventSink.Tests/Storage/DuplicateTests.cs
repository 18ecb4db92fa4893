namespace Otel.EventSink.Tests;

public class DuplicateTests
{
    private static readonly Event First = new() { System = new("s"), Type = new("t"), Title = "first" };

    [Fact]
    public async Task StoringTheSameEventAgainChangesNothingAndIsCounted()
    {
        using var folder = new TempFolder();
        await using (var collector = EventCollector.Open(folder.Database))
        {
            // Within one batch, and in a later one.
            await collector.CollectAsync([First, First]);
            await collector.CollectAsync(First with { Title = "second", System = new("other") });
            var health = await collector.CheckHealthAsync();
            Assert.Equal((3, 3, 2), (health.Accepted, health.Stored, health.Duplicates));
            Assert.Empty(health.Dropped);
        }

        await using var reopened = EventCollector.Open(folder.Database);
        await reopened.CollectAsync(First with { Title = "third" });
        Assert.Equal(1, (await reopened.CheckHealthAsync()).Duplicates);
        var e = Assert.Single(await reopened.Query().ToListAsync());
        Assert.Equal(("first", "s"), (e.Title, e.System.Name));
    }

    [Fact]
    public async Task ADuplicateTakesNoSequenceNumber()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([First, First, First with { Id = Guid.NewGuid() }]);
        Assert.Equal([1L, 2L], (await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync()).Select(e => e.Sequence));
    }
}
