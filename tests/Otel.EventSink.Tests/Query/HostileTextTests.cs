namespace Otel.EventSink.Tests;

/// <summary>Whatever somebody writes is a value: found as it was stored, by every filter, and never a part of a statement.</summary>
public class HostileTextTests
{
    /// <summary>By number: an attribute cannot hold half a surrogate pair.</summary>
    private static readonly string[] Texts =
    [
        "'", "''", "\"", "\"\"", "`", "[x]", "\\", "\\'", "%", "_", "%_%", "*", "?", "?1", ":p", "@p", "$p", ";", "--", "/*", "*/",
        "'; DROP TABLE event; --", "\"; DELETE FROM event; --", "x') OR ('1'='1", "1 UNION SELECT name FROM sqlite_schema", "NEAR(", "a AND NOT b", "x\"y:*",
        "$.\"a\"", "[0]", "{\"a\":1}", "\\u0041", "a\tb", "a\u202Eb", "\uFEFF", "é\u0301", "\U0001F600", "\uD83D", "a\uDE00b", "a\0b", "\0", "null", "-1", "1e999",
        new('\'', 2_000), new('%', 2_000), new('ä', 2_000),
    ];

    public static TheoryData<int> Rows => [.. Enumerable.Range(0, Texts.Length)];

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task AHostileTextIsFoundAsItIs(int row)
    {
        var text = Texts[row];
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(
        [
            New("other") with { Tags = ["other"], CorrelationId = "other", SourceComponent = "other", Data = new Dictionary<string, object?> { ["value"] = "other" } },
            New($"before {text} behind") with { Tags = [text], CorrelationId = text, SourceComponent = text, Data = new Dictionary<string, object?> { ["value"] = text } },
        ]);
        var query = collector.Query();

        await OnlyTheSecondAsync(query.Search($"before {text}"));
        await OnlyTheSecondAsync(query.Where("data.value", Comparison.Equal, text));
        // Tags and correlations are cut.
        if (text.Length <= 200)
        {
            await OnlyTheSecondAsync(query.AnyTag(text, "none"));
            await OnlyTheSecondAsync(query.Tags(text));
            await OnlyTheSecondAsync(query.CorrelationId(text));
            // A component is a name: it has no control characters.
            Assert.InRange(await query.SourceComponent(text).CountAsync(), 0, 1);
        }

        using var database = new Database(folder.Database);
        Assert.Equal(2, database.Number("SELECT count(*) FROM events"));
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
    }

    private static async Task OnlyTheSecondAsync(EventQuery query)
    {
        Assert.Equal(1, await query.CountAsync());
        Assert.StartsWith("before ", Assert.Single(await query.ToListAsync()).Title, StringComparison.Ordinal);
    }

    private static Event New(string title) => new() { System = new("s"), Type = new("t"), Title = title };
}
