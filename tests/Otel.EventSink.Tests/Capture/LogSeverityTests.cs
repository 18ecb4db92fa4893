using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public class LogSeverityTests
{
    [Theory]
    [InlineData(LogLevel.Trace, Severity.Debug, 1)]
    [InlineData(LogLevel.Debug, Severity.Debug, 5)]
    [InlineData(LogLevel.Information, Severity.Info, 9)]
    [InlineData(LogLevel.Warning, Severity.Warning, 13)]
    [InlineData(LogLevel.Error, Severity.Error, 17)]
    [InlineData(LogLevel.Critical, Severity.Critical, 21)]
    public async Task EachLevelHasItsSeverityAndNumber(LogLevel level, Severity severity, int number)
    {
        var e = await Recorder.LogAsync(logger => logger.Log(level, "said"));

        Assert.Equal((severity, number), (e.Severity, e.SeverityNumber));
        Assert.Equal(EventKind.Log, e.Kind);
    }

    [Fact]
    public async Task LevelNoneIsNotRecorded()
    {
        await using var recorder = new Recorder();
        recorder.Logger.Log(LogLevel.None, "silence");

        Assert.False(recorder.Logger.IsEnabled(LogLevel.None));
        Assert.Empty(await recorder.EventsAsync());
    }

    [Fact]
    public async Task ARuleMaySetAnotherSeverity()
    {
        var e = await Recorder.LogAsync(
            logger => logger.LogError("connection reset"),
            o => o.Rules.Add(new EventRule { Name = "connection reset", SetSeverity = Severity.Warning }));

        Assert.Equal((Severity.Warning, EventType.LogRecord), (e.Severity, e.Type));
    }
}
