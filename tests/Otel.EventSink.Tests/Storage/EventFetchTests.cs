using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Tests;

/// <summary>Close together or far apart, events are read in two ways, and come in the order in which they are asked for.</summary>
public class EventFetchTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("7", "7")]
    [InlineData("1,2,3", "1,2,3")]
    [InlineData("40,39,38", "40,39,38")]
    [InlineData("12,10,11,14,13", "12,10,11,14,13")] // close together, in no order
    [InlineData("20,22,25,24", "20,22,25,24")] // the same with gaps
    [InlineData("5,40,1,17", "5,40,1,17")] // far apart
    [InlineData("38,99,39,40", "38,39,40")] // far apart, one of them gone
    [InlineData("39,41,40", "39,40")] // close together, one of them gone
    public async Task EventsComeInTheOrderAskedFor(string sequences, string expected)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(1, 40).Select(i => new Event { System = new("shop"), Type = new("order.placed"), Title = $"title {i}" })]);
        using var reader = new SqliteReader(folder.Database);

        var events = EventFetch.Read(reader, [.. Numbers(sequences)], TestContext.Current.CancellationToken);

        Assert.Equal(Numbers(expected), events.Select(e => e.Sequence));
        Assert.All(events, e => Assert.Equal($"title {e.Sequence}", e.Title));
    }

    [Fact]
    public async Task MoreThanOneStatementTakesComesInOrderToo()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(1, 25_000).Select(i => new Event { System = new("shop"), Type = new("order.placed"), Title = "t" })]);
        using var reader = new SqliteReader(folder.Database);
        List<long> sequences = [.. Enumerable.Range(1, 25_000).Select(i => (long)i).Where(i => i % 7 != 0).Reverse()];

        Assert.Equal(sequences, EventFetch.Read(reader, sequences, TestContext.Current.CancellationToken).Select(e => e.Sequence));
    }

    private static IEnumerable<long> Numbers(string text) => text.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(long.Parse);
}
