namespace Otel.EventSink.Tests;

public class FilterTests(QueryStore store) : IClassFixture<QueryStore>
{
    private static readonly DateTimeOffset Noon = QueryStore.Noon;

    private static readonly Dictionary<string, (Func<EventQuery, EventQuery> Ask, string Titles)> Cases = new()
    {
        ["everything"] = (q => q, "ABCDE"),
        ["system"] = (q => q.System(new SourceSystem("billing")), "AB"),
        ["one of two systems"] = (q => q.System(new("billing"), SourceSystem.Akosha), "ABE"),
        ["unknown system"] = (q => q.System(new SourceSystem("Billing")), ""),
        ["two system filters both hold"] = (q => q.System(new SourceSystem("billing")).System(new SourceSystem("shop")), ""),
        ["type"] = (q => q.Type(new EventType("order.placed")), "AC"),
        ["one of two types"] = (q => q.Type(new("order.placed"), EventType.TestRun), "ACD"),
        ["severity"] = (q => q.Severity(Severity.Error), "B"),
        ["one of two severities"] = (q => q.Severity(Severity.Error, Severity.Debug), "BD"),
        ["errors"] = (q => q.Severity(Severity.Error, Severity.Critical), "BE"),
        ["info"] = (q => q.Severity(Severity.Info), "A"),
        ["at least debug"] = (q => q.MinSeverity(Severity.Debug), "ABCDE"),
        ["at least info"] = (q => q.MinSeverity(Severity.Info), "ABCE"),
        ["at least warning"] = (q => q.MinSeverity(Severity.Warning), "BCE"),
        ["at least critical"] = (q => q.MinSeverity(Severity.Critical), "E"),
        ["tag"] = (q => q.Tags("eu"), "ABE"),
        ["all of two tags"] = (q => q.Tags("eu", "slow"), "AE"),
        ["all of two tags, other order"] = (q => q.Tags("slow", "eu"), "AE"),
        ["any of two tags"] = (q => q.AnyTag("eu", "slow"), "ABCE"),
        ["any of one known tag"] = (q => q.AnyTag("new", "none"), "E"),
        ["part of a tag"] = (q => q.Tags("e"), ""),
        ["tag in another case"] = (q => q.Tags("EU"), ""),
        ["tags and any tag"] = (q => q.Tags("eu").AnyTag("slow", "new"), "AE"),
        ["since is inclusive, until exclusive"] = (q => q.Between(Noon.AddMinutes(-50), Noon.AddMinutes(-30)), "BC"),
        ["between in another zone"] = (q => q.Between(Noon.AddMinutes(-50).ToOffset(TimeSpan.FromHours(5)), Noon.AddMinutes(-30)), "BC"),
        ["between one tick later"] = (q => q.Between(Noon.AddMinutes(-50).AddTicks(1), Noon.AddMinutes(-30).AddTicks(1)), "CD"),
        ["between nothing"] = (q => q.Between(Noon, Noon), ""),
        ["between always"] = (q => q.Between(DateTimeOffset.MinValue, DateTimeOffset.MaxValue), "ABCDE"),
        ["last"] = (q => q.Last(TimeSpan.FromMinutes(40)), "CDE"),
        ["last, however long"] = (q => q.Last(TimeSpan.MaxValue), "ABCDE"),
        ["trace id"] = (q => q.CorrelationId(QueryStore.TraceId), "BC"),
        ["correlation"] = (q => q.CorrelationId("order-1"), "A"),
        ["unknown correlation"] = (q => q.CorrelationId("order-2"), ""),
        ["two correlations"] = (q => q.CorrelationId("order-1").CorrelationId(QueryStore.TraceId), ""),
        ["trace id in capitals is another text"] = (q => q.CorrelationId(QueryStore.TraceId.ToUpperInvariant()), ""),
        ["component"] = (q => q.SourceComponent("Shop.Cart"), "C"),
        ["at least as long"] = (q => q.MinDuration(TimeSpan.FromMilliseconds(50)), "BD"),
        ["at most as long"] = (q => q.MaxDuration(TimeSpan.FromMilliseconds(5)), "AE"),
        ["longer and shorter"] = (q => q.MinDuration(TimeSpan.FromTicks(1)).MaxDuration(TimeSpan.FromMilliseconds(499)), "AB"),
        ["longest"] = (q => q.MaxDuration(TimeSpan.MaxValue), "ABDE"),
        ["all at once"] = (q => q.System(new SourceSystem("billing")).Type(new EventType("order.placed")).MinSeverity(Severity.Info).Tags("eu").AnyTag("slow")
            .Last(TimeSpan.FromHours(2)).CorrelationId("order-1").SourceComponent("Shop.Orders").Search("sure").Where("data.n", Comparison.Equal, 1), "A"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task AFilterLetsThroughWhatItSays(string name)
    {
        var (ask, titles) = Cases[name];

        Assert.Equal(titles, await store.TitlesAsync(ask));
        Assert.Equal(titles.Length, await ask(store.Collector.Query()).CountAsync());
        Assert.Equal(titles.Length > 0 ? $"{titles[^1]}" : null, (await ask(store.Collector.Query()).FirstOrDefaultAsync())?.Title);
    }

    [Fact]
    public async Task LastIsCountedBackFromTheMomentTheQueryRuns()
    {
        await using var own = new QueryStore();
        await own.InitializeAsync();
        var query = own.Collector.Query().Last(TimeSpan.FromMinutes(35));
        Assert.Equal(2, await query.CountAsync());

        own.Time.Advance(TimeSpan.FromMinutes(10));

        Assert.Equal(1, await query.CountAsync());
    }

    [Fact]
    public async Task AQueryIsImmutable()
    {
        var all = store.Collector.Query();
        _ = all.System(SourceSystem.Akosha);
        _ = all.Limit(1);
        _ = all.Offset(1);
        _ = all.OrderBy(EventField.Duration);
        _ = all.After(EventCursor.Behind((await all.FirstOrDefaultAsync())!));

        Assert.Equal("EDCBA", string.Concat((await all.ToListAsync()).Select(e => e.Title)));
    }

    [Fact]
    public async Task ArgumentsThatChangeLaterChangeNoQuery()
    {
        var tags = new[] { "eu", "slow" };
        var query = store.Collector.Query().Tags(tags);
        tags[0] = "none";

        Assert.Equal(2, await query.CountAsync());
    }
}
