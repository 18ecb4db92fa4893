using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public class HostileLogTests
{
    [Theory]
    [MemberData(nameof(HostileValues.Names), MemberType = typeof(HostileValues))]
    public async Task HostileStateValuesPoisonNothing(string name)
    {
        await using var recorder = new Recorder();
        recorder.Logger.LogInformation("hostile {Value} {Other}", HostileValues.All[name](), "whole");
        recorder.Logger.LogInformation("ordinary");

        var events = await recorder.EventsAsync();

        Assert.Equal(["hostile {Value} {Other}", "ordinary"], events.Select(e => e.Title));
        Assert.True(events[0].Data.ContainsKey("Value"));
        Assert.Equal("whole", events[0].Data["Other"]);
        Stored.IsValid(recorder.Database);
        Assert.Empty((await recorder.Collector.CheckHealthAsync()).Dropped);
    }

    [Theory]
    [MemberData(nameof(HostileValues.Names), MemberType = typeof(HostileValues))]
    public async Task HostileScopeValuesPoisonNothing(string name)
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope(new Dictionary<string, object?> { ["Value"] = HostileValues.All[name](), ["Other"] = "whole" }))
            recorder.Logger.LogInformation("hostile");
        recorder.Logger.LogInformation("ordinary");

        var events = await recorder.EventsAsync();

        Assert.Equal(["hostile", "ordinary"], events.Select(e => e.Title));
        var scope = Assert.IsAssignableFrom<IReadOnlyDictionary<string, object?>>(Assert.Single((IReadOnlyList<object?>)events[0].Metadata["scopes"]!));
        Assert.Equal("whole", scope["Other"]);
        Stored.IsValid(recorder.Database);
    }

    [Fact]
    public async Task TextBeyondTheLimitIsCutAndMarked()
    {
        await using var recorder = new Recorder(o => o.MaxTextLength = 100);
        recorder.Logger.LogInformation("{Value}", new string('x', 1_000));
        recorder.Logger.Log(LogLevel.Information, new string('y', 99) + "\U0001F600" + "z");

        var events = await recorder.EventsAsync();

        Assert.Equal(new string('x', 100) + " [cut, 1000 characters]", events[0].Data["Value"]);
        Assert.Equal(new string('x', 100) + " [cut, 1000 characters]", events[0].Description);
        Assert.Equal(new string('y', 99) + " [cut, 102 characters]", events[1].Title);
    }

    [Fact]
    public async Task ATextOf10MBIsCutWhereverItStands()
    {
        var text = new string('x', 10_000_000);
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope(text))
            recorder.Logger.Log(LogLevel.Error, new EventId(1, text), text, new InvalidOperationException(text), (s, _) => s);
        recorder.Logger.LogInformation("ordinary");

        var events = await recorder.EventsAsync();

        Assert.Equal(["error.occurred", "log.record"], events.Select(e => e.Type.Name));
        Assert.EndsWith("[cut, 10000000 characters]", events[0].Title);
        Assert.EndsWith("[cut, 10000000 characters]", (string)events[0].Data["exception.message"]!);
        Assert.True((long)Stored.Scalar(recorder.Database, "SELECT max(length(description) + length(data) + length(metadata)) FROM events")! < 1_000_000);
    }

    /// <summary>By member: an attribute cannot hold half a surrogate pair.</summary>
    public static TheoryData<string, string> Unreadable => new()
    {
        { "a\0b", "a\u2400b" },
        { "a\uD800b", "a\uFFFDb" },
        { "\uDC00", "\uFFFD" },
    };

    [Theory]
    [MemberData(nameof(Unreadable), DisableDiscoveryEnumeration = true)]
    public async Task MessagesHoldWhatAnyClientCanRead(string message, string stored)
    {
        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, message));

        Assert.Equal((stored, stored), (e.Title, e.Description));
    }
}
