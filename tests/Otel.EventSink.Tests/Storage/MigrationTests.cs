using System.Globalization;
using System.Text;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>A store of any version that ever was opens, and answers as if it had been written by this one.</summary>
public class MigrationTests
{
    private static readonly TimeSpan Window = TimeSpan.FromDays(2);

    public static TheoryData<int> Versions => [.. Golden.Versions];

    [Fact]
    public void EveryVersionHasAGoldenFile() => Assert.True(
        Golden.Versions.SequenceEqual(Enumerable.Range(1, Schema.CurrentVersion)),
        $"""
        There are golden files of the versions {string.Join(", ", Golden.Versions)}, and the schema is at {Schema.CurrentVersion}. Once its script is what will be published, run
        dotnet run --project tests/ChildProcess -- golden tests/Otel.EventSink.Tests/Storage/Golden/v{Schema.CurrentVersion}.db
        and commit the file. Never make one of an older version anew: it must be what that version wrote.
        """);

    [Theory]
    [MemberData(nameof(Versions))]
    public void AGoldenFileIsOfItsVersionBeforeItIsOpened(int version)
    {
        using var folder = new TempFolder();
        using var database = new Database(Golden.Copy(version, folder));
        Assert.Equal(version, database.Number("PRAGMA user_version"));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task EveryEventIsAsItWas(int version)
    {
        using var folder = new TempFolder();
        using var newest = new TempFolder();
        await using var collector = Golden.Open(Golden.Copy(version, folder));
        await using var expected = Golden.Open(Golden.Copy(Schema.CurrentVersion, newest));
        Assert.Equal(await Golden.EventsAsync(expected), await Golden.EventsAsync(collector));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task QuestionsAreAnsweredTheSame(int version)
    {
        using var folder = new TempFolder();
        await using var collector = Golden.Open(Golden.Copy(version, folder));
        Approved.Matches("golden.txt", await AnswersAsync(collector));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public void WhatIsKeptBesideTheEventsAgreesWithThem(int version)
    {
        using var folder = new TempFolder();
        Golden.Open(Golden.Copy(version, folder)).Dispose();
        using var database = new Database(folder.Database);
        Assert.Equal(Schema.CurrentVersion, database.Number("PRAGMA user_version"));
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
        Assert.Equal(0, database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'rollup_duration'"));
        Assert.Equal(492_488, database.Number("SELECT hour FROM rollup_hole"));
        foreach (var hours in (string[])["hour FROM rollup", "hour FROM rollup_error", "slot >> 32 FROM rollup_histogram"])
            Assert.Equal(492_489, database.Number($"SELECT min({hours.Replace(" FROM", ") FROM", StringComparison.Ordinal)}"));
        NameRecount.Check(folder.Database);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task EveryCorrelationIsFound(int version)
    {
        using var folder = new TempFolder();
        await using var collector = Golden.Open(Golden.Copy(version, folder));
        using var database = new Database(folder.Database);
        var counts = database.Rows("SELECT correlation_id, count(*) AS events FROM events WHERE correlation_id IS NOT NULL GROUP BY 1");
        Assert.Equal(54, counts.Count);
        foreach (var row in counts)
            Assert.Equal((long)row["events"]!, await collector.Query().CorrelationId((string)row["correlation_id"]!).CountAsync());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task ItGoesOnBeingWritten(int version)
    {
        using var folder = new TempFolder();
        await using var collector = Golden.Open(Golden.Copy(version, folder));
        var groups = (await collector.Analyzer.AnalyzeErrorsAsync(Window)).Groups;
        var old = groups.Single(g => g.Grouping == ErrorGrouping.Mined);
        var last = (await collector.Query().OrderBy(EventField.Sequence).FirstOrDefaultAsync())!;
        await collector.CollectAsync(old.Example with { Id = default, Title = "Mail to user999@example.com was refused", Timestamp = Golden.Now });

        // Of the old group, and with the next number.
        Assert.Equal(old.Count + 1, (await collector.Analyzer.AnalyzeErrorsAsync(Window)).Groups.Single(g => g.Example.Timestamp == Golden.Now).Count);
        Assert.Equal(last.Sequence + 1, (await collector.Query().Search("user999").FirstOrDefaultAsync())!.Sequence);
        // An id from outside that is there already is not stored again.
        var given = (await collector.Query().Type(new EventType("mail.refused")).OrderBy(EventField.Sequence, descending: false).FirstOrDefaultAsync())!;
        await collector.CollectAsync(given);
        Assert.Equal(1, (await collector.CheckHealthAsync()).Duplicates);
        Assert.True(await collector.DeleteBeforeAsync(Golden.Now.AddHours(-2)) > 0);
        NameRecount.Check(folder.Database);
    }

    /// <summary>One answer of every kind.</summary>
    private static async Task<string> AnswersAsync(EventCollector collector)
    {
        var text = new StringBuilder();
        var statistics = await collector.GetStatisticsAsync();
        Add($"events {statistics.TotalEvents}, oldest {statistics.Oldest:O}, newest {statistics.Newest:O}");
        foreach (var search in (string[])["user1", "refused", "größe", "GRÖßE 3", "account 5", "\U0001F600", "100%", "article-4", "nothing of it"])
            Add($"search {search}: {await collector.Query().Search(search).CountAsync()}");
        var query = collector.Query();
        Add($"tags: {await query.Tags("paid", "big one").CountAsync()} of {await query.AnyTag("paid", "other").CountAsync()}");
        Add($"component: {await query.SourceComponent("Shop.Checkout").CountAsync()}, severity: {await query.MinSeverity(Severity.Error).CountAsync()}");
        Add($"data.order.id > 100: {await query.Where("data.order.id", Comparison.Greater, 100).CountAsync()}");
        Add($"metadata.till: {await query.Where("metadata.till", Comparison.Equal, "till-0").CountAsync()}");
        Add($"duration: {await query.MinDuration(TimeSpan.FromMilliseconds(100)).MaxDuration(TimeSpan.FromSeconds(5)).CountAsync()}");
        foreach (var e in await query.OrderBy(EventField.Duration).Limit(3).ToListAsync())
            Add($"longest: {e.Title} {e.Duration}");
        var trace = await collector.Analyzer.TraceCorrelationAsync($"{5:x32}");
        foreach (var e in trace)
            Add($"trace: {e.Timestamp:O} {e.Kind} {e.Title}");
        Add($"tree: {string.Join(' ', trace.Tree.Roots.Select(n => $"{n.Event?.Title}({string.Join(' ', n.Children.Select(c => c.Event?.Title))})"))}");
        foreach (var group in (await collector.Analyzer.AnalyzeErrorsAsync(Window)).Groups)
            Add($"group: {group.Count} {group.Title}, {group.Grouping}, first {group.FirstSeen:O}, for example {group.Example.Title}");
        text.Append((await collector.Analyzer.GenerateReportAsync(Window)).ToMarkdown());
        return text.ToString();

        void Add(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
    }
}
