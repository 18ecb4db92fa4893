using Microsoft.Extensions.Time.Testing;

namespace Otel.EventSink.Tests;

public sealed class AnalyzerTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 4, 12, 30, 0, TimeSpan.Zero);
    private static readonly SourceSystem Shop = new("shop");
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(Now);
    private readonly EventCollector _collector;

    public AnalyzerTests() =>
        _collector = EventCollector.Open(new EventSinkOptions { DatabasePath = _folder.Database, TimeProvider = _clock });

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ErrorsAreCountedByTypeSystemAndComponentWithinTheWindow()
    {
        await _collector.CollectAsync([
            Error("too old", TimeSpan.FromHours(2)),
            Error("first", TimeSpan.FromMinutes(59), component: "cart"),
            Error("second", TimeSpan.FromMinutes(10), component: "cart") with { Severity = Severity.Critical },
            Error("third", TimeSpan.Zero, component: "stock") with { System = SourceSystem.Akosha, Type = EventType.WorkerError },
            Error("only a warning", TimeSpan.Zero) with { Severity = Severity.Warning }]);
        var errors = await _collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(1));

        Assert.Equal((3, 1), (errors.TotalErrors, errors.CriticalErrors));
        Assert.Equal(new Dictionary<EventType, long> { [EventType.ErrorOccurred] = 2, [EventType.WorkerError] = 1 }, errors.ErrorsByType);
        Assert.Equal(new Dictionary<SourceSystem, long> { [Shop] = 2, [SourceSystem.Akosha] = 1 }, errors.ErrorsBySystem);
        Assert.Equal(new Dictionary<string, long> { ["cart"] = 2, ["stock"] = 1 }, errors.ErrorsByComponent);
        Assert.Equal(["third", "second", "first"], errors.RecentErrors.Select(e => e.Title));
        Assert.Equal(3, errors.Trend.Sum(t => t.Count));
        Assert.All(errors.Trend.Zip(errors.Trend.Skip(1)), p => Assert.Equal(TimeSpan.FromMinutes(1), p.Second.Start - p.First.Start));
    }

    [Fact]
    public async Task ErrorsOfOneExceptionAndPlaceAreOneGroup()
    {
        const string Stack = "System.TimeoutException: {0}\n   at Shop.Cart.Pay(Int32 id) in /src/Cart.cs:line {1}\n   at Shop.Api.Post()";
        await _collector.CollectAsync([
            .. Enumerable.Range(0, 5).Select(i => Thrown($"Order {i} failed", string.Format(null, Stack, i, i), i)),
            Thrown("Order 9 failed", "System.TimeoutException: x\n   at Shop.Stock.Reserve()", 3)]);
        var groups = (await _collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(1))).Groups;

        Assert.Equal([5, 1], groups.Select(g => (int)g.Count));
        Assert.Equal("System.TimeoutException in Shop.Cart.Pay", groups[0].Title);
        Assert.Equal((ErrorGrouping.Known, true), (groups[0].Grouping, groups[0].IsNew));
        Assert.Equal((Now - TimeSpan.FromMinutes(4), Now), (groups[0].FirstSeen, groups[0].LastSeen));
        Assert.Equal("Order 0 failed", groups[0].Example.Title);
    }

    [Fact]
    public async Task PlainTextsAreGroupedByTheTemplateMinedFromThem()
    {
        await _collector.CollectAsync([
            .. Enumerable.Range(0, 30).Select(i => Error($"Connection to 10.0.0.{i} timed out after {i * 7} ms", TimeSpan.FromMinutes(i))),
            .. Enumerable.Range(0, 10).Select(i => Error($"Disk /dev/sd{i} is full", TimeSpan.FromMinutes(i)))]);
        var groups = (await _collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(1))).Groups;
        Assert.Equal([30, 10], groups.Select(g => (int)g.Count));
        Assert.All(groups, g => Assert.Equal(ErrorGrouping.Mined, g.Grouping));
        Assert.Contains("Connection to <*> timed out after <*>", groups[0].Title);
    }

    [Fact]
    public async Task TextsWithMoreShapesThanAreKeptAreOneGroupAllTheSame()
    {
        const int Texts = 1_100;
        await _collector.CollectAsync([.. Enumerable.Range(0, Texts).Select(i => Error($"The key {Word(i)} is not known", TimeSpan.FromSeconds(i)))]);
        var group = Assert.Single((await _collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(1))).Groups);
        Assert.Equal((Texts, "The key <*> is not known", true), (group.Count, group.Title, group.IsNew));
        Assert.Equal((Now - TimeSpan.FromSeconds(Texts - 1), Now), (group.FirstSeen, group.LastSeen));
        using var database = new Database(_folder.Database);
        Assert.Equal(1_000, database.Number("SELECT count(*) FROM fault WHERE mined = 1"));
        Assert.Equal(Texts - 1_000, database.Number("SELECT count(*) FROM event WHERE fault IS NULL"));
    }

    [Fact]
    public async Task ATextIsNotNewWhereItsTemplateWasThereInOtherWords()
    {
        await _collector.CollectAsync([.. Enumerable.Range(0, 12).Select(i => Error($"The key {Word(i)} is not known", TimeSpan.FromDays(20)))]);
        await _collector.DeleteBeforeAsync(Now - TimeSpan.FromDays(10));
        await _collector.CollectAsync([Error("The key word is not known", TimeSpan.Zero), Error("Nobody heard of it", TimeSpan.Zero)]);
        var groups = (await _collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(1))).Groups.OrderBy(g => g.IsNew).ToList();
        Assert.Equal([("The key <*> is not known", false, 1L), ("Nobody heard of it", true, 1L)], groups.Select(g => (g.Title, g.IsNew, g.Count)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(24 * 60)]
    [InlineData(24 * 60 * 40)]
    [InlineData(24 * 60 * 800)]
    [InlineData(24 * 60 * 365 * 90)]
    public async Task TheTrendHoldsEveryErrorInItsPart(int minutes)
    {
        var window = TimeSpan.FromMinutes(minutes);
        List<TimeSpan> ago = [window, window * 0.7, window * 0.33, window * 0.331, TimeSpan.Zero];
        await _collector.CollectAsync([.. ago.Select(a => Error("Lost", a)), Error("Too old", window + TimeSpan.FromSeconds(1))]);
        var trend = (await _collector.Analyzer.AnalyzeErrorsAsync(window)).Trend;
        Assert.InRange(trend.Count, 2, 61);
        Assert.Equal(ago.Count, trend.Sum(t => t.Count));
        foreach (var (part, next) in trend.Zip(trend.Skip(1).Select(t => t.Start).Append(DateTimeOffset.MaxValue)))
            Assert.Equal(ago.Count(a => Now - a >= part.Start && Now - a < next), part.Count);
    }

    [Fact]
    public async Task AGroupIsNewOnlyIfItWasNotThereBeforeTheWindow()
    {
        const string Stack = "   at Shop.Cart.Pay()";
        await _collector.CollectAsync([
            Thrown("known of old", Stack, minutesAgo: 300), Thrown("again", Stack, minutesAgo: 1),
            Error("Cache 17 lost", TimeSpan.FromHours(5)), Error("Cache 18 lost", TimeSpan.Zero),
            Error("never seen", TimeSpan.Zero)]);
        var groups = (await _collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(1))).Groups;
        Assert.Equal([false, false, true], groups.OrderBy(g => g.IsNew).Select(g => g.IsNew));
        Assert.Equal("never seen", groups.Single(g => g.IsNew).Example.Title);
    }

    [Fact]
    public async Task AnOldFaultDoesNotLookNewWhenItsEventsAreDeleted()
    {
        await _collector.CollectAsync(Thrown("first", "   at Shop.Cart.Pay()", minutesAgo: 600));
        await _collector.DeleteBeforeAsync(Now - TimeSpan.FromHours(1));
        await _collector.CollectAsync(Thrown("again", "   at Shop.Cart.Pay()", minutesAgo: 1));
        Assert.False((await _collector.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(1))).Groups.Single().IsNew);
    }

    [Fact]
    public async Task ABusyHourIsFoundWhicheverTheMethod()
    {
        for (var hour = 1; hour <= 48; hour++)
            await _collector.CollectAsync([.. Enumerable.Range(0, hour == 7 ? 90 : 10).Select(i => Info(TimeSpan.FromHours(hour) - TimeSpan.FromSeconds(i)))]);
        foreach (var method in Enum.GetValues<AnomalyMethod>())
        {
            var patterns = await _collector.Analyzer.DetectPatternsAsync(TimeSpan.FromHours(24), new AnomalyOptions { Method = method });
            var anomaly = Assert.Single(patterns.Anomalies);
            Assert.Equal((new DateTimeOffset(2026, 3, 4, 5, 0, 0, TimeSpan.Zero), 90), (anomaly.Hour, anomaly.Count));
            Assert.True(anomaly.Deviation > 2);
            Assert.Equal(patterns.TotalEvents, patterns.HourlyDistribution.Values.Sum());
            Assert.Equal(25, patterns.HourlyDistribution.Count);
        }
    }

    [Fact]
    public async Task SeveritiesAreCountedForEachSystem()
    {
        await _collector.CollectAsync([.. Enumerable.Range(1, 100).Select(i => Info(TimeSpan.FromMinutes(i)) with
        {
            System = new(i % 4 == 0 ? "mail" : "shop"),
            Severity = i % 20 == 0 ? Severity.Critical : i % 2 == 0 ? Severity.Warning : Severity.Info,
        })]);
        var patterns = await _collector.Analyzer.DetectPatternsAsync(TimeSpan.FromDays(1));

        Assert.Equal([new("shop"), new("mail")], patterns.SeveritiesBySystem.Keys);
        Assert.Equal(new Dictionary<Severity, long> { [Severity.Info] = 50, [Severity.Warning] = 25 }, patterns.SeveritiesBySystem[new("shop")]);
        Assert.Equal(new Dictionary<Severity, long> { [Severity.Warning] = 20, [Severity.Critical] = 5 }, patterns.SeveritiesBySystem[new("mail")]);
    }

    [Fact]
    public async Task TheReportAgreesWithACountOfTheEvents()
    {
        await _collector.CollectAsync([.. Enumerable.Range(1, 100).Select(i => Info(TimeSpan.FromMinutes(i)) with
        {
            Duration = TimeSpan.FromMilliseconds(i),
            Severity = i % 10 == 0 ? Severity.Error : Severity.Info,
            Type = new(i % 2 == 0 ? "order.placed" : "order.paid"),
        })]);
        var report = await _collector.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1));

        Assert.Equal((100, 10), (report.TotalEvents, report.Errors.TotalErrors));
        Assert.Equal(new Dictionary<Severity, long> { [Severity.Info] = 90, [Severity.Error] = 10 }, report.BySeverity);
        Assert.Equal([50L, 50L], report.ByType.Values);
        var durations = report.Durations!;
        Assert.Equal(
            [1, 100, 50.5, 50, 95, 99],
            new[] { durations.Min, durations.Max, durations.Average, durations.P50, durations.P95, durations.P99 }.Select(d => d.TotalMilliseconds));
        Assert.Equal(100, report.DurationsByType[new("order.placed")].Max.TotalMilliseconds);
        Assert.Equal(20, report.RecentEvents.Count);
        Assert.Contains("order.placed", report.ToHtml());
        Assert.Contains("order.placed", report.ToMarkdown());
        Assert.Contains("order.placed", report.ToJson());
    }

    [Fact]
    public async Task BeyondFiftyThousandEventsPercentilesComeFromTheHistogramWithinOnePercent()
    {
        for (var page = 0; page < 6; page++)
            await _collector.CollectAsync([.. Enumerable.Range(1, 10_000).Select(i => Info(TimeSpan.FromMinutes(i % 600)) with { Duration = TimeSpan.FromMicroseconds(i) })]);
        var durations = (await _collector.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1))).Durations!;
        Assert.Equal(60_000, durations.Count);
        Assert.InRange(durations.P50.TotalMicroseconds, 5_000 * 0.99, 5_000 * 1.01);
        Assert.InRange(durations.P99.TotalMicroseconds, 9_900 * 0.99, 9_900 * 1.01);
        Assert.Equal((1, 10_000), (durations.Min.TotalMicroseconds, durations.Max.TotalMicroseconds));
    }

    [Fact]
    public async Task AWindowWithoutEventsGivesAnEmptyResult()
    {
        var report = await _collector.Analyzer.GenerateReportAsync(TimeSpan.FromHours(1));
        Assert.Equal((0, 0), (report.TotalEvents, report.Errors.TotalErrors));
        Assert.Null(report.Durations);
        Assert.Empty(report.Patterns.Anomalies);
        Assert.Empty(await _collector.Analyzer.TraceCorrelationAsync("nobody"));
    }

    [Fact]
    public async Task WrongArgumentsAreRefusedAtTheCall()
    {
        var analyzer = _collector.Analyzer;
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await analyzer.AnalyzeErrorsAsync(TimeSpan.Zero));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await analyzer.GenerateReportAsync(TimeSpan.FromTicks(-1)));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await analyzer.DetectPatternsAsync(TimeSpan.FromDays(1), new AnomalyOptions { Threshold = 0 }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await analyzer.TraceCorrelationAsync(""));
        Assert.Empty((await analyzer.AnalyzeErrorsAsync(TimeSpan.MaxValue)).Groups);
    }

    /// <summary>A word of letters, another for each number.</summary>
    private static string Word(int number) => $"{(char)('a' + number / 676)}{(char)('a' + number / 26 % 26)}{(char)('a' + number % 26)}word";

    private static Event Info(TimeSpan ago) => new() { System = Shop, Type = EventType.CallCompleted, Title = "done", Timestamp = Now - ago };

    private static Event Error(string title, TimeSpan ago, string? component = null) => new()
    {
        System = Shop,
        Type = EventType.ErrorOccurred,
        Title = title,
        Severity = Severity.Error,
        Timestamp = Now - ago,
        SourceComponent = component,
    };

    private static Event Thrown(string title, string stack, int minutesAgo) => Error(title, TimeSpan.FromMinutes(minutesAgo)) with
    {
        Data = new Dictionary<string, object?> { ["exception.type"] = "System.TimeoutException", ["exception.stacktrace"] = stack },
    };
}
