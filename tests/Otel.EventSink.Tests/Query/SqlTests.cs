using System.Reflection;
using Otel.EventSink.Query;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class SqlTests
{
    private const string Evil = "'\"; DROP TABLE event; -- evil";

    private static readonly EventFilter[] Filters =
    [
        new EventFilter.Systems([new(Evil)]),
        new EventFilter.Systems([new(Evil), new(Evil + "2")]),
        new EventFilter.Types([new("evil'\";--")]),
        new EventFilter.Severities([Severity.Debug, Severity.Error]),
        new EventFilter.Severities([Severity.Critical]),
        new EventFilter.MinSeverity(Severity.Error),
        new EventFilter.AllTags([Evil, Evil]),
        new EventFilter.AnyTag([Evil, Evil]),
        new EventFilter.Since(QueryStore.Noon),
        new EventFilter.Between(QueryStore.Noon, QueryStore.Noon),
        new EventFilter.Arrived(7, 8),
        new EventFilter.Sequences([7, 8]),
        new EventFilter.Correlation(Evil),
        new EventFilter.Correlation(QueryStore.TraceId),
        new EventFilter.Component(Evil),
        new EventFilter.Search(Evil),
        new EventFilter.Search(Evil + "ä"),
        new EventFilter.Value(DataPath.Parse("data.evil'[0].evil); --", "path"), Comparison.Less, Evil),
        new EventFilter.Value(DataPath.Parse("metadata.evil'", "path"), Comparison.Equal, null),
        new EventFilter.Value(DataPath.Parse("data.evil'", "path"), Comparison.NotEqual, true),
        new EventFilter.MinDuration(TimeSpan.FromSeconds(7)),
        new EventFilter.MaxDuration(TimeSpan.FromSeconds(7)),
    ];

    public static TheoryData<int, EventField> Rows =>
        [.. from row in Enumerable.Range(0, Filters.Length) from order in Enum.GetValues<EventField>() select new TheoryDataRow<int, EventField>(row, order)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void NothingThatAUserWroteIsInTheSql(int row, EventField order)
    {
        var cursor = new EventCursor(4711, order is EventField.System or EventField.Type ? Evil : "4712");

        var (sql, parameters) = SqlSelection.Translate(new EventSelection(Filters[row], order, true, 4713, 4714, cursor));

        Assert.DoesNotContain("evil", sql, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("471", sql);
        Assert.Contains(4713L, parameters);
        Assert.Contains(4714L, parameters);
        for (var i = 1; i <= parameters.Count; i++)
            Assert.Contains($"?{i}", sql);
    }

    [Fact]
    public void EveryFilterIsTranslated()
    {
        var kinds = typeof(EventFilter).GetNestedTypes(BindingFlags.Public).Where(t => t != typeof(EventFilter.And) && t != typeof(EventFilter.Last));

        Assert.Equal(kinds.Select(t => t.Name).Order(), Filters.Select(f => f.GetType().Name).Distinct().Order());
    }

    [Fact]
    public void TheSqlIsTheApprovedOne()
    {
        var filter = new EventFilter.And(
        [
            new EventFilter.Systems([new("billing")]),
            new EventFilter.Types([new("a.b"), new("c.d")]),
            new EventFilter.Severities([Severity.Error, Severity.Critical]),
            new EventFilter.AnyTag(["x", "y"]),
            new EventFilter.Since(DateTimeOffset.UnixEpoch.AddSeconds(1)),
            new EventFilter.Search("50%"),
            new EventFilter.Value(DataPath.Parse("data.order.id", "path"), Comparison.Greater, 5L),
        ]);

        var (sql, parameters) = SqlSelection.Translate(new EventSelection(filter, EventField.Duration, true, 10, 20, new EventCursor(7, "9")));

        Assert.Equal("""
            e.system = (SELECT id FROM system WHERE name = ?1)
            e.type IN (SELECT id FROM type WHERE name IN (?2, ?3))
            e.severity >= 17
            (e.severity BETWEEN 17 AND 20 OR e.severity BETWEEN 21 AND 24)
            e.tags IN (SELECT g.id FROM tag_set g, json_each(g.name) j WHERE j.value IN (?4, ?5))
            e.time >= ?6
            (coalesce((SELECT o.title FROM origin o WHERE o.id = e.origin), e.title) LIKE ?7 ESCAPE '\' OR e.description LIKE ?7 ESCAPE '\')
            (coalesce(json_extract(e.data, ?8), json_extract(e.data, ?9), NULL) > ?10
            typeof(coalesce(json_extract(e.data, ?8), json_extract(e.data, ?9), NULL)) IN ('integer', 'real'))
            ((e.duration, e.sequence) < (?12, ?11) OR e.duration IS NULL) ORDER BY e.duration DESC NULLS LAST, e.sequence DESC LIMIT ?13 OFFSET ?14
            """, sql[(sql.IndexOf(" WHERE ", StringComparison.Ordinal) + 7)..].Replace(" AND ", "\n").Replace("17\n20", "17 AND 20").Replace("21\n24", "21 AND 24"));
        Assert.Equal(
            ["billing", "a.b", "c.d", "x", "y", 1_000_000_000L, "%50\\%%", "$.\"order.id\"", "$.\"order\".\"id\"", 5L, 7L, 9L, 10L, 20L],
            parameters);
    }
}
