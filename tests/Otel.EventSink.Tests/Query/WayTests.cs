using Otel.EventSink.Storage.Plans;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Tests;

public class WayTests
{
    private static readonly NameCondition Component = new NameCondition.Among(NameKind.Component, [7]);
    private static readonly NameCondition Tags = new NameCondition.Among(NameKind.Tags, [7]);
    private static readonly NameCondition Errors = new NameCondition.Grave([(SeverityNumbers.Error, 24)]);

    [Theory]
    [InlineData(60_000, 30_000, 100, "event_time")] // common: the first of the hour are enough
    [InlineData(60_000, 5, 100, null)] // rare: a few blocks
    [InlineData(60_000, 60, 100, null)]
    [InlineData(60_000, 100, 100, "event_time")] // as many blocks take longer than the hour
    [InlineData(10_000_000, 128, 1_000, null)]
    [InlineData(10_000_000, 129, 1_000, "event_time")] // its blocks are not all kept
    [InlineData(500, 1, 100, "event_time")] // the hour is smaller than a block
    public void RareNamesAreReadByTheirBlocks(long all, long events, long wanted, string? index) =>
        Assert.Equal(index, Way.Cheapest(new NameFilter([Component]), new NameHour(0, all, [events], events), wanted).Index);

    [Fact]
    public void TheIndexWithTheFewestEntriesIsTaken()
    {
        Assert.Equal("event_tags", Way.Cheapest(new NameFilter([Tags]), new NameHour(0, 60_000, [1_000], 1_000), 100).Index);
        Assert.Equal("event_error", Way.Cheapest(new NameFilter([Component, Errors]), new NameHour(0, 60_000, [20_000, 600], null), 100).Index);
        Assert.Equal("event_error", Way.Cheapest(new NameFilter([Tags, Errors]), new NameHour(0, 60_000, [40_000, 600], null), 100).Index);
        Assert.Equal("event_tags", Way.Cheapest(new NameFilter([Tags, Errors]), new NameHour(0, 60_000, [40, 30_000], null), 100).Index);
        Assert.Same(Component, Way.Cheapest(new NameFilter([Component, Errors]), new NameHour(0, 600_000, [2, 60_000], null), 100_000).Rare);
    }

    [Fact]
    public void ManyHoursAreReadByBlocksOnlyWhereAllOfThemHaveThem()
    {
        var names = new NameFilter([Component]);
        List<NameHour> hours = [.. Enumerable.Range(0, 100).Select(h => new NameHour(h, 60_000, [2], 2))];
        Assert.Null(Way.Cheapest(names, NameHour.Sum(hours, 1), long.MaxValue).Index);
        Assert.Equal("event_time", Way.Cheapest(names, NameHour.Sum([.. hours, new NameHour(100, 60_000, [129], 129)], 1), long.MaxValue).Index);
    }
}
