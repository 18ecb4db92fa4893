using System.Diagnostics;
using System.Text.Json;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

/// <summary>The view <c>events</c> is a public contract: anybody may read it with any client.</summary>
public class ViewTests
{
    private static readonly string[] Contract =
    [
        "id", "timestamp", "system", "event_type", "severity", "title", "description", "data", "tags", "correlation_id",
        "source_component", "duration_ms", "metadata",
    ];

    private static readonly Event Order = new()
    {
        Timestamp = new DateTimeOffset(2026, 3, 1, 12, 30, 59, TimeSpan.FromHours(2)).AddTicks(1_234_567),
        TimestampRemainder = 89,
        System = new("billing"),
        Type = new("order.placed"),
        Severity = Severity.Warning,
        SeverityNumber = 15,
        Title = "Order 'ä' placed 🎉",
        Description = "first line\nsecond \"line\"",
        Data = new Dictionary<string, object?> { ["order"] = new Dictionary<string, object?> { ["id"] = 4711, ["total"] = 1.5 }, ["none"] = null },
        Tags = ["urgent", "a,b"],
        CorrelationId = "0af7651916cd43dd8448eb211c80319c",
        SourceComponent = "Shop.Orders",
        Duration = TimeSpan.FromMilliseconds(1234.5678),
        DurationRemainder = 7,
        Metadata = new Dictionary<string, object?> { ["host"] = "alpha" },
        SpanId = ActivitySpanId.CreateFromString("00f067aa0ba902b7"),
        ParentSpanId = ActivitySpanId.CreateFromString("000067aa0ba902b8"),
    };

    [Fact]
    public async Task TheFirstThirteenColumnsAreTheContract()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        using var database = new Database(folder.Database);
        Assert.Equal(Contract, database.Rows("SELECT name FROM pragma_table_info('events') ORDER BY cid").Select(r => r["name"]).Take(13));
    }

    [Fact]
    public async Task AValueInTheViewIsTheValueOfTheEvent()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(Order);
        using var database = new Database(folder.Database);
        var row = Assert.Single(database.Rows("SELECT * FROM events"));
        Assert.Equal(Order.Id.ToString(), row["id"]);
        Assert.Equal("2026-03-01T10:30:59.123456789Z", row["timestamp"]);
        Assert.Equal("billing", row["system"]);
        Assert.Equal("order.placed", row["event_type"]);
        Assert.Equal("warning", row["severity"]);
        Assert.Equal(Order.Title, row["title"]);
        Assert.Equal(Order.Description, row["description"]);
        Assert.Equal("""{"order":{"id":4711,"total":1.5},"none":null}""", row["data"]);
        Assert.Equal(Order.Tags, JsonSerializer.Deserialize<string[]>((string)row["tags"]!));
        Assert.Equal(Order.CorrelationId, row["correlation_id"]);
        Assert.Equal("Shop.Orders", row["source_component"]);
        Assert.Equal(1234L, row["duration_ms"]);
        Assert.Equal("""{"host":"alpha"}""", row["metadata"]);
        Assert.Equal("00f067aa0ba902b7", row["span_id"]);
        Assert.Equal("000067aa0ba902b8", row["parent_span_id"]);
        Assert.Equal((1L, 15L, 1_234_567_807L), (row["sequence"], row["severity_number"], row["duration_ns"]));
    }

    [Fact]
    public async Task WhatAnEventDoesNotHaveIsNullOrEmptyInTheView()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(new Event { System = new("s"), Type = new("t"), Title = "" });
        using var database = new Database(folder.Database);
        var row = Assert.Single(database.Rows("SELECT * FROM events"));
        Assert.Equal(("", "", "{}", "[]", "{}"), (row["title"], row["description"], row["data"], row["tags"], row["metadata"]));
        Assert.All((string[])["correlation_id", "source_component", "duration_ms", "span_id", "parent_span_id"], name => Assert.Null(row[name]));
    }

    [Fact]
    public async Task AnEventReadBackIsTheEventThatWasStored()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(Order);
        var read = (await collector.Query().FirstOrDefaultAsync())!;
        Assert.Equal(Order with { Sequence = 1, Data = read.Data, Tags = read.Tags, Metadata = read.Metadata }, read);
        Assert.Equal(Order.Tags, read.Tags);
        Assert.Equal(4711L, ((IReadOnlyDictionary<string, object?>)read.Data["order"]!)["id"]);
    }

    [Theory]
    [InlineData(Severity.Debug, "debug")]
    [InlineData(Severity.Info, "info")]
    [InlineData(Severity.Warning, "warning")]
    [InlineData(Severity.Error, "error")]
    [InlineData(Severity.Critical, "critical")]
    public async Task SeveritiesGoByTheirName(Severity severity, string name)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        var (low, high) = SeverityNumbers.RangeOf(severity);
        await collector.CollectAsync([.. Enumerable.Range(Math.Max(low, 1), high - Math.Max(low, 1) + 1).Select(n => Order with { Id = Guid.NewGuid(), Severity = severity, SeverityNumber = n })]);
        using var database = new Database(folder.Database);
        Assert.All(database.Rows("SELECT severity FROM events"), row => Assert.Equal(name, row["severity"]));
        Assert.All(await collector.Query().ToListAsync(), e => Assert.Equal(severity, e.Severity));
    }

    [Theory]
    [InlineData(0, "1970-01-01T00:00:00.000000000Z")]
    [InlineData(1, "1970-01-01T00:00:00.000000001Z")]
    [InlineData(-1, "1969-12-31T23:59:59.999999999Z")]
    [InlineData(-1_000_000_000, "1969-12-31T23:59:59.000000000Z")]
    [InlineData(-1_000_000_001, "1969-12-31T23:59:58.999999999Z")]
    [InlineData(1_772_361_059_123_456_789, "2026-03-01T10:30:59.123456789Z")]
    [InlineData(-9_223_372_036_854_775_800, "1677-09-21T00:12:43.145224200Z")]
    [InlineData(long.MaxValue, "2262-04-11T23:47:16.854775807Z")]
    public async Task TimesAreExactToTheNanosecond(long nanoseconds, string shown)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(Order with { Timestamp = UnixTime.ToTime(nanoseconds, out var remainder), TimestampRemainder = remainder });
        using var database = new Database(folder.Database);
        Assert.Equal(nanoseconds, database.Number("SELECT time_ns FROM events"));
        Assert.Equal(shown, database.Text("SELECT timestamp FROM events"));
        var read = (await collector.Query().FirstOrDefaultAsync())!;
        Assert.Equal(nanoseconds, UnixTime.From(read.Timestamp, read.TimestampRemainder));
    }

    [Theory]
    [InlineData("0af7651916cd43dd8448eb211c80319c")]
    [InlineData("0AF7651916CD43DD8448EB211C80319C")]
    [InlineData("00000000000000000000000000000000")]
    [InlineData("order-4711 ä")]
    public async Task AnyCorrelationComesBackToTheLetter(string correlation)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(Order with { CorrelationId = correlation });
        using var database = new Database(folder.Database);
        Assert.Equal(correlation, database.Text("SELECT correlation_id FROM events"));
        Assert.Equal(correlation, (await collector.Query().FirstOrDefaultAsync())!.CorrelationId);
    }

    [Theory]
    [InlineData(-5_000_000_000)]
    [InlineData(0)]
    [InlineData(1_772_361_059_123_456_789)]
    public async Task AnIdThatWasNotGivenIsTheSameInTheViewAndInTheEvent(long nanoseconds)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        var e = Order with { Id = Guid.Empty, Timestamp = UnixTime.ToTime(nanoseconds, out var rest), TimestampRemainder = rest };
        await collector.CollectAsync([e, e]);
        using var database = new Database(folder.Database);
        var ids = database.Rows("SELECT id FROM events ORDER BY sequence").ConvertAll(r => (string)r["id"]!);
        var events = await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync();
        Assert.Equal(2, ids.Distinct().Count());
        Assert.Equal(ids, events.Select(x => x.Id.ToString()));
        Assert.All(events, x => Assert.Equal((7, 2), (x.Id.Version, x.Id.Variant >> 2)));
    }
}
