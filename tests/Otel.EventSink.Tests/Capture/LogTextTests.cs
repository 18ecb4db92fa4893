using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public class LogTextTests
{
    [Fact]
    public async Task TheTemplateIsTheTitleAndTheMessageTheDescription()
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation("Order {Id} for {Customer}", 42, "Ada"));

        Assert.Equal("Order {Id} for {Customer}", e.Title);
        Assert.Equal("Order 42 for Ada", e.Description);
        Assert.Equal("Order {Id} for {Customer}", e.Metadata["{OriginalFormat}"]);
    }

    [Theory]
    [InlineData("first\nsecond", "first")]
    [InlineData("first \r\nsecond", "first")]
    [InlineData("\nsecond", "second")]
    [InlineData("", "")]
    public async Task ATitleIsOneLine(string template, string title)
    {
        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, template));

        Assert.Equal((title, template), (e.Title, e.Description));
    }

    [Fact]
    public async Task AnExceptionIsInTheDescriptionAndInTheData()
    {
        var exception = Thrown(new InvalidOperationException("outer", new TimeoutException("inner")));

        var e = await Recorder.LogAsync(logger => logger.LogError(exception, "Order {Id} failed", 42));

        Assert.Equal($"Order 42 failed\n{exception}", e.Description);
        Assert.Equal("System.InvalidOperationException", e.Data["exception.type"]);
        Assert.Equal("outer", e.Data["exception.message"]);
        Assert.Equal(exception.ToString(), e.Data["exception.stacktrace"]);
        Assert.Contains("inner", e.Description);
        Assert.Contains(nameof(Thrown), e.Description);
        Assert.Equal(42L, e.Data["Id"]);
    }

    [Fact]
    public async Task AnExceptionWithoutAMessageIsTheDescription()
    {
        var exception = new InvalidOperationException("alone");

        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Error, default, 0, exception, (_, _) => ""));

        Assert.Equal(exception.ToString(), e.Description);
    }

    [Fact]
    public async Task AnExceptionBesideAValueOfTheSameNameKeepsBoth()
    {
        var e = await Recorder.LogAsync(logger => logger.LogError(new TimeoutException("thrown"), "said {exception.type}", "given"));

        Assert.Equal("given", e.Data["exception.type"]);
        Assert.Equal("System.TimeoutException", e.Data["exception.type#2"]);
    }

    private static Exception Thrown(Exception e)
    {
        try
        {
            throw e;
        }
        catch (Exception caught)
        {
            return caught;
        }
    }
}
