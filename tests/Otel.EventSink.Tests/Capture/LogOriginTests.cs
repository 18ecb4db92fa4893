using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

public class LogOriginTests
{
    [Fact]
    public async Task TemplatesThatRepeatAreStoredOnce()
    {
        await using var recorder = new Recorder();
        for (var i = 0; i < 100; i++)
            recorder.Logger.LogInformation("Order {Id}", i);

        Assert.Equal(100, (await recorder.EventsAsync()).Count(e => e.Title == "Order {Id}"));
        Assert.Equal(1L, Stored.Scalar(recorder.Database, "SELECT count(*) FROM origin"));
        Assert.Equal(1L, Stored.Scalar(recorder.Database, "SELECT count(title) FROM event"));
    }

    [Fact]
    public async Task InterpolatedTextsFillNoTable()
    {
        await using var recorder = new Recorder();
        for (var i = 0; i < 100; i++)
            recorder.Logger.Log(LogLevel.Information, $"Order {i}");

        Assert.Equal(100, (await recorder.EventsAsync()).Select(e => e.Title).Distinct().Count());
        Assert.Equal(0L, Stored.Scalar(recorder.Database, "SELECT count(*) FROM origin"));
    }

    [Fact]
    public void LongTextsAreNotKeptInMemory()
    {
        var cache = new OriginCache();

        Assert.Same(cache.Get(KeyOf("short")), cache.Get(KeyOf("short")));
        Assert.NotSame(cache.Get(KeyOf(new string('x', 100_000))), cache.Get(KeyOf(new string('x', 100_000))));
    }

    private static OriginCache.Key KeyOf(string title) => new(EventKind.Log, "shop", "Shop.Orders", title, 0, null, null);
}
