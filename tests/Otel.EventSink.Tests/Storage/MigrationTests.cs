using Microsoft.Extensions.Time.Testing;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>Stores of older versions open and answer as they did. The files were written by those versions.</summary>
public class MigrationTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 20, 0, TimeSpan.Zero);

    [Fact]
    public async Task AStoreOfTheFirstVersionAnswersTheSame()
    {
        using var folder = new TempFolder();
        await using var collector = Open(folder);
        var report = await collector.Analyzer.GenerateReportAsync(TimeSpan.FromDays(2));

        Assert.Equal((306, 61, 15), (report.TotalEvents, report.Errors.TotalErrors, report.Errors.CriticalErrors));
        Assert.Equal("[stock, 108] [mail, 100] [shop, 98]", string.Join(' ', report.BySystem));
        Assert.Equal("[order.paid, 68] [error.occurred, 61] [span.completed, 59] [log.record, 59] [order.placed, 59]", string.Join(' ', report.ByType));
        Assert.Equal("[Warning, 86] [Debug, 81] [Info, 78] [Error, 46] [Critical, 15]", string.Join(' ', report.BySeverity));
        Assert.Equal("[shop, 24] [stock, 19] [mail, 18]", string.Join(' ', report.Errors.ErrorsBySystem));
        Assert.Equal("[Shop.Part0, 16] [, 15] [Shop.Part1, 15] [Shop.Part2, 15]", string.Join(' ', report.Errors.ErrorsByComponent));
        Assert.Equal("4,11,11,10,11,11,11,10,11,11,10,11,11,11,10,11,11,10,11,11,11,10,11,11,10,11,11,11,10,2",
            string.Join(',', report.Patterns.HourlyDistribution.Values.SkipWhile(v => v == 0)));
        Assert.Equal("1,2,2,2,3,2,2,2,2,2,2,3,2,2,2,2,2,2,3,2,2,2,2,2,2,3,2,2,2,0",
            string.Join(',', report.Errors.Trend.Select(t => t.Count).SkipWhile(c => c == 0)));
        var durations = report.Durations!;
        Assert.Equal(
            (199, 1, 481_768_178, 31_352_129, 24_184, 241_475_451, 449_237_717),
            (durations.Count, durations.Min.Ticks, durations.Max.Ticks, durations.Average.Ticks, durations.P50.Ticks, durations.P95.Ticks, durations.P99.Ticks));
    }

    [Fact]
    public async Task ErrorsOfTheFirstVersionAreGroupedAsBefore()
    {
        using var folder = new TempFolder();
        await using var collector = Open(folder);
        var groups = (await collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(2))).Groups;

        Assert.Equal([11, 10, 5, 5, 4, 4, 3, 3, 3, 3, 3, 2, 2, 2, 1], groups.Select(g => (int)g.Count));
        Assert.Equal(("System.IO.IOException in Shop.Cart.Pay", ErrorGrouping.Known), (groups[0].Title, groups[0].Grouping));
        Assert.Equal("Mail to user315@example.com was refused", groups[0].Example.Title);
        Assert.Equal(("Mail to <*> was refused", ErrorGrouping.Mined), (groups[2].Title, groups[2].Grouping));
        Assert.Equal("Mail to user275@example.com was refused", groups[2].Example.Title);
        Assert.Equal("2026-03-08T08:40:00.0830195+00:00", $"{groups[3].FirstSeen:O}");
    }

    [Fact]
    public async Task NewTextsJoinTheGroupsOfOldOnesAndAreNotNew()
    {
        using var folder = new TempFolder();
        await using var collector = Open(folder);
        var old = (await collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(2))).Groups[2];
        await collector.CollectAsync(old.Example with { Id = default, Title = "Mail to user999@example.com was refused", Timestamp = Now });

        Assert.Equal(old.Count + 1, (await collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(2))).Groups.Single(g => g.Example.Timestamp == Now).Count);
    }

    [Fact]
    public async Task RollupsOfTheFirstVersionBecomeThoseOfThis()
    {
        using var folder = new TempFolder();
        await using var collector = Open(folder);
        using var database = new Database(folder.Database);
        Assert.Equal(Schema.CurrentVersion, database.Number("PRAGMA user_version"));
        Assert.Equal(0, database.Number("SELECT count(*) FROM sqlite_schema WHERE name = 'rollup_duration'"));
        Assert.Equal(492_487, database.Number("SELECT hour FROM rollup_hole"));
        foreach (var table in (string[])["rollup", "rollup_error"])
            Assert.Equal(0, database.Number($"SELECT count(*) FROM {table} WHERE hour <= 492487"));
        Assert.Equal(1, database.Number("SELECT min(slot) >> 32 > 492487 FROM rollup_histogram"));
        NameRecount.Check(folder.Database);
    }

    private static EventCollector Open(TempFolder folder)
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Storage", "Golden", "v1.db"), folder.Database);
        return EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, TimeProvider = new FakeTimeProvider(Now) });
    }
}
