using Microsoft.Extensions.Time.Testing;
using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Tests;

[Collection(nameof(EnvironmentCollection))]
public class FailuresTests
{
    private readonly FakeTimeProvider _clock = new();
    private readonly List<EventSinkFailure> _shown = [];
    private readonly Failures _failures;

    public FailuresTests() => _failures = new Failures(new EventSinkOptions { TimeProvider = _clock, OnFailure = _shown.Add });

    [Fact]
    public void OfOneOperationOneIsShownInTenSecondsAndTheRestIsCounted()
    {
        for (var i = 0; i < 5; i++)
            _failures.Report("append", $"failure {i}", null);
        Assert.Equal([new("append", "failure 0", null, 0)], _shown);
        Assert.Equal(new("append", "failure 4", null, 4), _failures.Last);
        Assert.Equal(5, _failures.Count);

        _clock.Advance(TimeSpan.FromSeconds(10) - TimeSpan.FromTicks(1));
        _failures.Report("append", "failure 5", null);
        Assert.Single(_shown);
        _clock.Advance(TimeSpan.FromTicks(1));
        _failures.Report("append", "failure 6", null);
        Assert.Equal(new("append", "failure 6", null, 5), _shown[^1]);
        _clock.Advance(TimeSpan.FromSeconds(10));
        _failures.Report("append", "failure 7", null);
        Assert.Equal(0, _shown[^1].Suppressed);
        Assert.Equal(3, _shown.Count);
    }

    [Fact]
    public void OneOperationDoesNotHideAnother()
    {
        var cause = new IOException("cause");
        _failures.Report("append", "one", null);
        _failures.Report("sync", "two", cause);
        Assert.Equal([new("append", "one", null, 0), new("sync", "two", cause, 0)], _shown);
    }

    [Fact]
    public void AHandlerThatThrowsIsHarmlessAndCounted()
    {
        var failures = new Failures(new EventSinkOptions { OnFailure = _ => throw new InvalidOperationException("handler") });
        failures.Report("append", "one", null);
        Assert.Equal("one", failures.Last!.Message);
        Assert.Equal(2, failures.Count);
    }

    [Fact]
    public async Task AHandlerThatThrowsDoesNotStopTheWriter()
    {
        using var rig = new Rig(configure: o => o.OnFailure = _ => throw new InvalidOperationException("handler"));
        rig.Pipeline.TryAdd(new TestItem("bad") { CannotBeEncoded = true });
        await Eventually.Completes(rig.AddAndWait(new TestItem("good")));
        Assert.Contains("good", rig.Store.Held);
    }

    [Fact]
    public void WithoutAHandlerAFailureIsALineOnStandardError()
    {
        var before = Console.Error;
        using var written = new StringWriter();
        Console.SetError(written);
        try
        {
            new Failures(new EventSinkOptions()).Report("append", "The disk is full.", null);
        }
        finally
        {
            Console.SetError(before);
        }

        Assert.Equal($"EventSink: append: The disk is full.{Environment.NewLine}", written.ToString());
    }
}
