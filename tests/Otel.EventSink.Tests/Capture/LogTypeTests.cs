using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public class LogTypeTests
{
    private static readonly EventRule Rule = new() { Source = "Shop.*", SetType = new("rule.applied") };

    [Theory]
    [InlineData("order.placed", "order.placed")]
    [InlineData("workflow.stage_completed", "workflow.stage_completed")]
    [InlineData("a.b-c.d2", "a.b-c.d2")]
    [InlineData(null, "log.record")]
    [InlineData("", "log.record")]
    [InlineData("OrderPlaced", "log.record")]
    [InlineData("orderplaced", "log.record")]
    [InlineData("Order.Placed", "log.record")]
    [InlineData("Microsoft.EntityFrameworkCore.Database.Command.CommandExecuted", "log.record")]
    [InlineData("order..placed", "log.record")]
    [InlineData("order.placed.", "log.record")]
    [InlineData(".order", "log.record")]
    [InlineData("1.2", "log.record")]
    [InlineData("order placed.now", "log.record")]
    [InlineData("größe.x", "log.record")]
    public async Task AnEventNameThatReadsAsADotNameIsTheType(string? name, string expected)
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation(new EventId(7, name), "said"));

        Assert.Equal(expected, e.Type.Name);
    }

    [Theory]
    [InlineData(LogLevel.Warning, "log.record")]
    [InlineData(LogLevel.Error, "error.occurred")]
    [InlineData(LogLevel.Critical, "error.occurred")]
    public async Task WithoutANameTheSeveritySaysTheType(LogLevel level, string expected)
    {
        var e = await Recorder.LogAsync(logger => logger.Log(level, "said"));

        Assert.Equal(expected, e.Type.Name);
    }

    [Fact]
    public async Task ARuleSetsTheTypeOfWhatHasNoName()
    {
        var e = await Recorder.LogAsync(logger => logger.LogError("said"), o => o.Rules.Add(Rule));

        Assert.Equal("rule.applied", e.Type.Name);
    }

    [Fact]
    public async Task TheEventsOwnNameWinsOverARule()
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation(new EventId(1, "order.placed"), "said"), o => o.Rules.Add(Rule));

        Assert.Equal("order.placed", e.Type.Name);
    }

    [Fact]
    public async Task AnEventTypeInTheStateWinsOverAllOthers()
    {
        await using var recorder = new Recorder(o => o.Rules.Add(Rule));
        using (recorder.Logger.BeginScope(new Dictionary<string, object> { ["event_type"] = "scope.says" }))
        {
            recorder.Logger.LogInformation(new EventId(1, "order.placed"), "said");
            recorder.Logger.LogInformation(new EventId(1, "order.placed"), "said {event_type}", "state says");
        }

        Assert.Equal(["scope.says", "state_says"], (await recorder.EventsAsync()).Select(e => e.Type.Name));
    }
}
