namespace Otel.EventSink.Tests;

public class WrongArgumentTests(QueryStore store) : IClassFixture<QueryStore>
{
    /// <summary>A call, and what its error must name.</summary>
    private static readonly (Func<EventQuery, object> Call, string Named)[] Cases =
    [
        (q => q.System(), "systems"),
        (q => q.System(null!), "systems"),
        (q => q.Type(), "types"),
        (q => q.Severity(), "severities"),
        (q => q.Severity((Severity)9), "9"),
        (q => q.MinSeverity((Severity)(-1)), "-1"),
        (q => q.Tags(), "tags"),
        (q => q.Tags("eu", ""), "tags"),
        (q => q.Tags("eu", null!), "tags"),
        (q => q.AnyTag(), "tags"),
        (q => q.AnyTag(""), "tags"),
        (q => q.Last(TimeSpan.Zero), "00:00:00"),
        (q => q.Last(TimeSpan.FromSeconds(-1)), "-00:00:01"),
        (q => q.Between(QueryStore.Noon, QueryStore.Noon.AddTicks(-1)), "2026-01-01T12:00:00.0000000+00:00"),
        (q => q.CorrelationId(""), "id"),
        (q => q.CorrelationId(null!), "id"),
        (q => q.SourceComponent(""), "component"),
        (q => q.Search(""), "text"),
        (q => q.Search(null!), "text"),
        (q => q.Where(null!, Comparison.Equal, 1), "dataPath"),
        (q => q.Where("", Comparison.Equal, 1), "''"),
        (q => q.Where("n", Comparison.Equal, 1), "'n'"),
        (q => q.Where("data", Comparison.Equal, 1), "'data'"),
        (q => q.Where("data.", Comparison.Equal, 1), "'data.'"),
        (q => q.Where("data..n", Comparison.Equal, 1), "'data..n'"),
        (q => q.Where("Data.n", Comparison.Equal, 1), "'Data.n'"),
        (q => q.Where("data.a\"b", Comparison.Equal, 1), "'data.a\"b'"),
        (q => q.Where("data.a\\b", Comparison.Equal, 1), "'data.a\\b'"),
        (q => q.Where("data.a\0b", Comparison.Equal, 1), "'data.a\0b'"),
        (q => q.Where("data.1.2.3.4.5.6.7.8.9", Comparison.Equal, 1), "'data.1.2.3.4.5.6.7.8.9'"),
        (q => q.Where("data.n", (Comparison)9, 1), "9"),
        (q => q.Where("data.n", Comparison.Less, null), "data.n"),
        (q => q.Where("data.n", Comparison.Equal, double.NaN), "NaN"),
        (q => q.Where("data.n", Comparison.Equal, float.PositiveInfinity), "data.n"),
        (q => q.Where("data.n", Comparison.Equal, QueryStore.Noon), "DateTimeOffset"),
        (q => q.Where("data.n", Comparison.Equal, new object()), "Object"),
        (q => q.OrderBy((EventField)99), "99"),
        (q => q.Limit(-1), "-1"),
        (q => q.Offset(-2), "-2"),
        (q => q.After(default), "cursor"),
        (_ => EventCursor.Parse(null!), "text"),
        (_ => EventCursor.Parse(""), "''"),
        (_ => EventCursor.Parse("12"), "'12'"),
        (_ => EventCursor.Parse("-1.2"), "'-1.2'"),
        (_ => EventCursor.Parse("0.2"), "'0.2'"),
        (_ => EventCursor.Parse("x.2"), "'x.2'"),
        (_ => EventCursor.Behind(null!), "e"),
        (_ => EventCursor.Behind(new Event { System = default, Type = default, Title = "new one" }), "'new one'"),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Cases.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void AWrongArgumentIsNamedAtTheCallThatGotIt(int row)
    {
        var (call, named) = Cases[row];

        var e = Assert.ThrowsAny<ArgumentException>(() => call(store.Collector.Query()));

        Assert.Contains(named, e.Message);
        Assert.False(string.IsNullOrEmpty(e.ParamName));
    }

    [Fact]
    public async Task ACursorOfAnotherOrderIsRefused()
    {
        var first = (await store.Collector.Query().OrderBy(EventField.System).FirstOrDefaultAsync())!;
        var query = store.Collector.Query().After(EventCursor.Behind(first, EventField.System));

        Assert.Contains("Timestamp", (await Assert.ThrowsAsync<ArgumentException>(async () => await query.ToListAsync())).Message);
    }
}
