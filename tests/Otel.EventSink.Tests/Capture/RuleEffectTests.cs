using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

public class RuleEffectTests
{
    [Fact]
    public async Task ARuleSetsAllThatItNames()
    {
        var e = await Recorder.LogAsync(
            logger => logger.LogInformation("Order {OrderId} {tags}", 42, "given"),
            o => o.Rules.Add(new EventRule
            {
                Name = "Order *",
                SetSystem = SourceSystem.Akosha,
                SetType = EventType.AnalyticsQuery,
                SetSeverity = Severity.Warning,
                SetTags = ["added", "given"],
                SetCorrelationFrom = "OrderId",
            }));

        Assert.Equal((SourceSystem.Akosha, EventType.AnalyticsQuery, Severity.Warning, "42"), (e.System, e.Type, e.Severity, e.CorrelationId));
        Assert.Equal(["given", "added"], e.Tags);
    }

    [Theory]
    [InlineData("Order {OrderId}", "42")]
    [InlineData("Order {Other}", "fixed")]
    [InlineData("Order {correlation_id} {OrderId}", "42")]
    public async Task TheCorrelationComesFromTheRecordThenFromAnAttributeThenFromTheRule(string template, string expected)
    {
        var e = await Recorder.LogAsync(
            logger => logger.Log(LogLevel.Information, template, [42, 43]),
            o => o.Rules.Add(new EventRule { Source = "*", SetCorrelationFrom = "OrderId", SetCorrelationId = "fixed" }));

        Assert.Equal(expected, e.CorrelationId);
    }

    [Fact]
    public async Task TheEventNameOfARecordMayMatch()
    {
        var e = await Recorder.LogAsync(
            logger => logger.LogInformation(new EventId(1, "CommandExecuted"), "said"),
            o => o.Rules.Add(new EventRule { Name = "command*", SetType = new("db.queried") }));

        Assert.Equal("db.queried", e.Type.Name);
    }

    [Fact]
    public async Task RulesDoNotTouchEventsOfAProgramsOwn()
    {
        await using var recorder = new Recorder(o => o.Rules.Add(new EventRule { SetTags = ["x"] }));
        recorder.Collector.TryCollect(new Event { System = new("shop"), Type = new("order.placed"), Title = "given" });

        Assert.Empty(Assert.Single(await recorder.EventsAsync()).Tags);
    }

    [Fact]
    public void RecordsOfAnotherServiceAreMatchedByTheirOwnName()
    {
        var options = new EventSinkOptions();
        var conversion = new LogConversion(options, new RuleSet([new EventRule { Service = "billing", SetType = new("by.rule") }]), new LogRedaction(new Redaction(options)));
        var batch = new EventBatch();
        foreach (var service in (string[])["shop", "billing", "shop"])
            conversion.Encode(new LogCapture { Source = new LogSource(conversion, Resource.OfProcess(service), "Same"), Template = "same" }, batch);

        Assert.Equal(["log.record", "by.rule", "log.record"], batch.Rows.ToArray().Select(r => r.Type));
    }
}
