using System.Diagnostics;

namespace Otel.EventSink.Tests;

[Collection(ActivityCollection.Name)]
public class SpanOutcomeTests
{
    [Theory]
    [InlineData(ActivityStatusCode.Unset, null, Severity.Info)]
    [InlineData(ActivityStatusCode.Ok, null, Severity.Info)]
    [InlineData(ActivityStatusCode.Error, null, Severity.Error)]
    [InlineData(ActivityStatusCode.Unset, "ERROR", Severity.Error)]
    [InlineData(ActivityStatusCode.Unset, "OK", Severity.Info)]
    [InlineData(ActivityStatusCode.Ok, "ERROR", Severity.Info)]
    public async Task AFailedSpanIsAnError(ActivityStatusCode status, string? tag, Severity severity)
    {
        var e = await Spans.RecordAsync(activity => activity.SetStatus(status).SetTag("otel.status_code", tag));

        Assert.Equal(severity, e.Severity);
    }

    [Theory]
    [InlineData(ActivityStatusCode.Error, "warning", Severity.Warning)]
    [InlineData(ActivityStatusCode.Unset, "Critical", Severity.Critical)]
    [InlineData(ActivityStatusCode.Error, "terrible", Severity.Error)]
    [InlineData(ActivityStatusCode.Unset, "9", Severity.Info)]
    public async Task ASpanMayNameItsSeverity(ActivityStatusCode status, string named, Severity severity)
    {
        var e = await Spans.RecordAsync(activity => activity.SetStatus(status).SetTag("eventsink.severity", named));

        Assert.Equal(severity, e.Severity);
    }

    [Theory]
    [InlineData(ActivityStatusCode.Unset, null)]
    [InlineData(ActivityStatusCode.Ok, "ok")]
    [InlineData(ActivityStatusCode.Error, "error")]
    public async Task TheStatusIsInTheMetadata(ActivityStatusCode status, string? expected)
    {
        var e = await Spans.RecordAsync(activity => activity.SetStatus(status));

        Assert.Equal(expected, e.Metadata.GetValueOrDefault("status"));
    }

    [Fact]
    public async Task ARuleMaySayThatAFailureIsNone()
    {
        var e = await Spans.RecordAsync(
            activity => activity.SetStatus(ActivityStatusCode.Error),
            o => o.Rules.Add(new EventRule { Source = "Test.*", SetSeverity = Severity.Info, SetTags = ["expected"] }));

        Assert.Equal(Severity.Info, e.Severity);
        Assert.Equal(["expected"], e.Tags);
    }

    [Fact]
    public async Task AnExceptionIsInTheDataAndInTheDescription()
    {
        var exception = new InvalidOperationException("broken");

        var e = await Spans.RecordAsync(activity => activity
            .AddException(new TimeoutException("an earlier one"))
            .AddException(exception)
            .SetStatus(ActivityStatusCode.Error, "it broke"));

        Assert.Equal(("System.InvalidOperationException", "broken"), (e.Data["exception.type"], e.Data["exception.message"]));
        Assert.Equal(exception.ToString(), e.Data["exception.stacktrace"]);
        Assert.Equal($"it broke\n{exception}", e.Description);
    }

    [Fact]
    public async Task TheStatusDescriptionMayBeATag()
    {
        var e = await Spans.RecordAsync(activity => activity.SetTag("otel.status_description", "it broke"));

        Assert.Equal("it broke", e.Description);
    }
}
