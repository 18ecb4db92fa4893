using System.Collections;
using System.Diagnostics;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

/// <summary>Code of the host's that runs while a record is captured: it may throw, log or block.</summary>
public class HostileCodeTests
{
    [Fact]
    public async Task AToStringThatThrowsIsNamed()
    {
        var e = await Recorder.LogAsync(logger => logger.LogInformation("said {Value}", new HostileValues.Throws()));

        Assert.Equal("[Throws threw InvalidOperationException]", e.Data["Value"]);
        Assert.Contains("InvalidOperationException", e.Description);
    }

    [Fact]
    public async Task AFormatterThatThrowsCostsOnlyTheMessage()
    {
        var e = await Recorder.LogAsync(logger => logger.Log(
            LogLevel.Error, default, Pairs(("Id", 1), ("{OriginalFormat}", "Order {Id}")), new TimeoutException("late"), (_, _) => throw new FormatException()));

        Assert.Equal(("Order {Id}", 1L, "late"), (e.Title, e.Data["Id"], e.Data["exception.message"]));
        Assert.StartsWith("[the message could not be rendered: FormatException]", e.Description);
    }

    [Fact]
    public async Task AStateThatThrowsWhenItIsReadCostsOnlyItsValues()
    {
        await using var recorder = new Recorder();
        recorder.Logger.Log(LogLevel.Error, default, HalfAState(), new TimeoutException("late"), (_, _) => "rendered");
        recorder.Logger.LogInformation("ordinary");

        var events = await recorder.EventsAsync();

        Assert.Equal(["rendered", "ordinary"], events.Select(e => e.Title));
        Assert.Equal((1L, "late"), (events[0].Data["Id"], events[0].Data["exception.message"]));
        Assert.Contains("threw InvalidOperationException", (string)events[0].Data["eventsink.capture_error"]!);
        Assert.Equal("capture", Assert.Single(recorder.Failures).Operation);

        static IEnumerable<KeyValuePair<string, object?>> HalfAState()
        {
            yield return new("Id", 1);
            throw new InvalidOperationException("midway");
        }
    }

    [Fact]
    public async Task AScopeThatThrowsWhenItIsReadIsNamed()
    {
        await using var recorder = new Recorder();
        using (recorder.Logger.BeginScope<IEnumerable>(HostileValues.ThrowMidway().Select(i => new KeyValuePair<string, object?>("a", i))))
            recorder.Logger.LogInformation("said");

        var scope = Assert.Single((IReadOnlyList<object?>)Assert.Single(await recorder.EventsAsync()).Metadata["scopes"]!);
        Assert.Contains("threw InvalidOperationException", (string)scope!);
    }

    [Fact]
    public async Task AScopeProviderThatThrowsCostsOnlyTheScopes()
    {
        await using var recorder = new Recorder();
        using var provider = new EventSinkLoggerProvider(recorder.Collector);
        provider.SetScopeProvider(new ThrowingScopes());
        provider.CreateLogger("Shop").LogInformation("Order {Id}", 1);

        var e = Assert.Single(await recorder.EventsAsync());

        Assert.Equal(("Order {Id}", "Order 1", 1L), (e.Title, e.Description, e.Data["Id"]));
        Assert.Equal("capture", Assert.Single(recorder.Failures).Operation);
    }

    [Fact]
    public async Task AStateThatThrowsKeepsItsTrace()
    {
        await using var recorder = new Recorder();
        using var activity = new Activity("work").SetIdFormat(ActivityIdFormat.W3C).Start();
        recorder.Logger.Log(LogLevel.Information, default, HostileValues.ThrowMidway().Select(i => new KeyValuePair<string, object?>("Id", i)), null, (_, _) => "said");

        var e = Assert.Single(await recorder.EventsAsync());

        Assert.Equal((activity.TraceId.ToHexString(), activity.SpanId), (e.CorrelationId, e.SpanId));
        Assert.Contains("threw InvalidOperationException", (string)e.Data["eventsink.capture_error"]!);
    }

    [Fact]
    public async Task AnExceptionThatThrowsIsNamed()
    {
        var e = await Recorder.LogAsync(logger => logger.LogError(new Unreadable(), "said"));

        Assert.Equal("[Unreadable threw NotSupportedException]", e.Data["exception.message"]);
        Assert.Equal("said\n[Unreadable threw NotSupportedException]", e.Description);
        Assert.EndsWith(nameof(Unreadable), (string)e.Data["exception.type"]!);
    }

    [Fact]
    public async Task KeysMayBeNullAndEmpty()
    {
        var e = await Recorder.LogAsync(logger => logger.Log(LogLevel.Information, default, Pairs((null!, 1), ("", 2)), null, (_, _) => "said"));

        Assert.Equal([("", 1L), ("#2", 2L)], e.Data.Select(p => (p.Key, (long)p.Value!)));
    }

    [Fact]
    public async Task AToStringThatLogsMakesItsOwnEvent()
    {
        await using var recorder = new Recorder();
        var depth = 0;
        recorder.Logger.Log(LogLevel.Information, default, Pairs(("Value", new Calls(Inner))), null, (_, _) => "outer");

        Assert.Equal(["inner", "outer"], (await recorder.EventsAsync()).Select(e => e.Title));

        string Inner()
        {
            if (depth++ == 0)
                recorder.Logger.LogInformation("inner");
            return "text";
        }
    }

    [Fact]
    public async Task AToStringThatLogsItselfEndsAndEachCallIsCounted()
    {
        await using var recorder = new Recorder();
        var calls = 0;
        Calls? self = null;
        self = new Calls(Log);
        Log();
        recorder.Logger.LogInformation("ordinary");

        var events = await recorder.EventsAsync();
        var health = await recorder.Collector.CheckHealthAsync();

        Assert.Equal("ordinary", events[^1].Title);
        Assert.Equal(calls + 1, events.Count + health.Dropped.Values.Sum());
        Assert.InRange(calls, 2, 100);
        Stored.IsValid(recorder.Database);

        string Log()
        {
            calls++;
            recorder.Logger.LogInformation("itself {Value}", self);
            return "text";
        }
    }

    [Fact]
    public async Task AToStringThatBlocksHoldsUpItsCallerAlone()
    {
        await using var recorder = new Recorder();
        using var entered = new ManualResetEventSlim();
        using var release = new ManualResetEventSlim();
        var value = new Calls(() =>
        {
            entered.Set();
            release.Wait();
            return "late";
        });
        var blocked = Task.Factory.StartNew(() => recorder.Logger.LogInformation("blocked {Value}", value), TaskCreationOptions.LongRunning);
        entered.Wait();
        recorder.Logger.LogInformation("ordinary");

        Assert.Equal(["ordinary"], (await recorder.EventsAsync()).Select(e => e.Title));
        release.Set();
        await blocked;
        Assert.Equal(["ordinary", "blocked {Value}"], (await recorder.EventsAsync()).Select(e => e.Title));
    }

    private static List<KeyValuePair<string, object?>> Pairs(params (string Key, object? Value)[] pairs) =>
        [.. pairs.Select(p => new KeyValuePair<string, object?>(p.Key, p.Value))];

    private sealed class Calls(Func<string> toString)
    {
        public override string ToString() => toString();
    }

    private sealed class Unreadable : Exception
    {
        public override string Message => throw new NotSupportedException();

        public override string ToString() => throw new NotSupportedException();
    }

    private sealed class ThrowingScopes : IExternalScopeProvider
    {
        public void ForEachScope<TState>(Action<object?, TState> callback, TState state) => throw new InvalidOperationException("no scopes");

        public IDisposable Push(object? state) => throw new InvalidOperationException("no scopes");
    }
}
