using System.Reflection;
using Otel.EventSink.Query;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Plans;
using Otel.EventSink.Storage.Rollups;

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

    private static readonly NameFilter SomeIds = new(
    [
        new NameCondition.Among(NameKind.System, [1]),
        new NameCondition.Among(NameKind.Type, [2, 3]),
        NameCondition.Grave.Of(new EventFilter.Severities([Severity.Error, Severity.Critical])),
    ]);

    public static TheoryData<int, EventField> Rows =>
        [.. from row in Enumerable.Range(0, Filters.Length) from order in Enum.GetValues<EventField>() select new TheoryDataRow<int, EventField>(row, order)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void NothingThatAUserWroteIsInTheSql(int row, EventField order)
    {
        var cursor = new EventCursor(4711, order is EventField.System or EventField.Type ? Evil : "4712");
        var selection = new EventSelection(Filters[row], order, true, 4713, 4714, cursor);

        var (sql, parameters) = SqlSelection.Translate(selection, SomeIds, TimeBounds.Of(Filters[row]), _ => "event e");

        AssertClean(sql, parameters);
        Assert.Contains(4713L, parameters);
        Assert.Contains(4714L, parameters);
    }

    [Fact]
    public void NothingThatAUserWroteIsInTheSqlThatLooksNamesUp()
    {
        foreach (var (_, sql, names) in Filters.SelectMany(NameLookup.Of))
        {
            AssertClean(sql, names);
            Assert.All(names, name => Assert.Contains("evil", (string)name));
        }
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
            new EventFilter.Since(DateTimeOffset.UnixEpoch.AddSeconds(1)),
            new EventFilter.Search("50%"),
            new EventFilter.Value(DataPath.Parse("data.order.id", "path"), Comparison.Greater, 5L),
        ]);
        var selection = new EventSelection(filter, EventField.Duration, true, 10, 20, new EventCursor(7, "9"));

        var (sql, parameters) = SqlSelection.Translate(selection, SomeIds, TimeBounds.Of(filter), _ => "event e");

        Assert.Equal("""
            e.system = ?1
            e.type IN (SELECT value FROM json_each(?2))
            e.severity >= 17
            (e.severity BETWEEN 17 AND 20 OR e.severity BETWEEN 21 AND 24)
            e.time >= ?3
            (coalesce((SELECT o.title FROM origin o WHERE o.id = e.origin), e.title) LIKE ?4 ESCAPE '\' OR e.description LIKE ?4 ESCAPE '\')
            (instr(e.data, ?8)
            coalesce(json_extract(e.data, ?5), json_extract(e.data, ?6), NULL) > ?7
            typeof(coalesce(json_extract(e.data, ?5), json_extract(e.data, ?6), NULL)) IN ('integer', 'real'))
            ((e.duration, e.sequence) < (?10, ?9) OR e.duration IS NULL) ORDER BY e.duration DESC NULLS LAST, e.sequence DESC LIMIT ?11 OFFSET ?12
            """, sql[(sql.IndexOf(" WHERE ", StringComparison.Ordinal) + 7)..].Replace(" AND ", "\n").Replace("17\n20", "17 AND 20").Replace("21\n24", "21 AND 24"));
        Assert.Equal([1L, "[2,3]", 1_000_000_000L, "%50\\%%", "$.\"order.id\"", "$.\"order\".\"id\"", 5L, "\"order", 7L, 9L, 10L, 20L], parameters);
    }

    private static void AssertClean(string sql, IReadOnlyList<object> parameters)
    {
        Assert.DoesNotContain("evil", sql, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("471", sql);
        for (var i = 1; i <= parameters.Count; i++)
            Assert.Contains($"?{i}", sql);
    }
}
