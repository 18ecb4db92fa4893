using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

[Collection(ActivityCollection.Name)]
public class LogFieldTests
{
    [Fact]
    public async Task ARecordBelongsToTheCurrentSpan()
    {
        using var activity = new Activity("request").Start();

        var e = await Recorder.LogAsync(logger => logger.LogInformation("said"));

        Assert.Equal(activity.TraceId.ToHexString(), e.CorrelationId);
        Assert.Equal(activity.SpanId, e.SpanId);
        Assert.Null(e.ParentSpanId);
        Assert.False(e.Metadata.ContainsKey("trace_id"));
    }

    [Fact]
    public async Task WithoutASpanThereIsNoCorrelation()
    {
        Activity.Current = null;

        var e = await Recorder.LogAsync(logger => logger.LogInformation("said"));

        Assert.Equal((null, null), (e.CorrelationId, e.SpanId));
    }

    [Fact]
    public async Task ASpanOfTheOldHierarchicalKindIsNoCorrelation()
    {
        using var activity = new Activity("request").SetIdFormat(ActivityIdFormat.Hierarchical).Start();

        var e = await Recorder.LogAsync(logger => logger.LogInformation("said"));

        Assert.Equal((null, null), (e.CorrelationId, e.SpanId));
    }

    [Fact]
    public async Task AnExplicitCorrelationTakesThePlaceOfTheTraceIdWhichIsKept()
    {
        using var activity = new Activity("request").Start();

        var e = await Recorder.LogAsync(logger => logger.LogInformation("said {correlation_id}", "order-42"));

        Assert.Equal("order-42", e.CorrelationId);
        Assert.Equal(activity.TraceId.ToHexString(), e.Metadata["trace_id"]);
        Assert.Equal(activity.SpanId, e.SpanId);
    }

    [Fact]
    public async Task NamedValuesInTheStateSetFields()
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation(
            "{correlation_id} {tags} {system} {event_type} {duration_ms}", "order-42", "slow, eu,slow", "billing", "order.placed", 12.5));

        Assert.Equal("order-42", e.CorrelationId);
        Assert.Equal(["slow", "eu"], e.Tags);
        Assert.Equal("billing", e.System.Name);
        Assert.Equal("order.placed", e.Type.Name);
        Assert.Equal(TimeSpan.FromMilliseconds(12.5), e.Duration);
        Assert.Equal(12.5, e.Data["duration_ms"]);
    }

    [Theory]
    [InlineData("5", 5.0)]
    [InlineData(5, 5.0)]
    [InlineData(0.000001, 0.0)]
    [InlineData(-1L, -1.0)]
    [InlineData("00:00:01", null)]
    [InlineData("NaN", null)]
    [InlineData(double.PositiveInfinity, null)]
    [InlineData(1e300, null)]
    [InlineData(true, null)]
    [InlineData(null, null)]
    public async Task ADurationIsANumberOfMilliseconds(object? value, double? milliseconds)
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation("{duration_ms}", value));

        Assert.Equal(milliseconds, e.Duration?.TotalMilliseconds);
    }

    [Fact]
    public async Task TheStateWinsOverAnInnerScopeAndThatOverAnOuterOne()
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope(Fields(("system", "outer"), ("correlation_id", "outer"), ("tags", new[] { "outer" }))))
        using (recorder.Logger.BeginScope(Fields(("correlation_id", "inner"), ("tags", new List<string> { "inner", "x" }))))
            recorder.Logger.LogInformation("said {tags}", "state");

        var e = Assert.Single(await recorder.EventsAsync());

        Assert.Equal(("outer", "inner"), (e.System.Name, e.CorrelationId));
        Assert.Equal(["state"], e.Tags);
    }

    [Fact]
    public async Task OfARepeatedKeyTheLastWins()
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation("{system} {system}", "first", "last"));

        Assert.Equal("last", e.System.Name);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("  ")]
    public async Task BlankValuesSetNoFields(string? blank)
    {
        Activity.Current = null;

        var e = await Recorder.LogAsync(logger => logger.LogInformation("{correlation_id} {tags} {system} {event_type}", blank, blank, blank, blank));

        Assert.Equal((null, "shop", "log.record"), (e.CorrelationId, e.System.Name, e.Type.Name));
        Assert.Empty(e.Tags);
    }

    private static Dictionary<string, object> Fields(params (string Key, object Value)[] fields) => fields.ToDictionary(f => f.Key, f => f.Value);
}
