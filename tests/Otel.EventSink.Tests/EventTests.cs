using System.Diagnostics;

namespace Otel.EventSink.Tests;

public class EventTests
{
    private static readonly Event Plain = new() { System = new("shop"), Type = new("order.placed"), Title = "plain" };

    [Fact]
    public void DefaultsAreSensible()
    {
        var before = TimeProvider.System.GetUtcNow();
        var e = new Event { System = new("shop"), Type = new("order.placed"), Title = "plain" };

        Assert.Equal(7, e.Id.Version);
        Assert.InRange(e.Timestamp, before, TimeProvider.System.GetUtcNow());
        Assert.Equal((Severity.Info, 9, "", EventKind.Event, 0L), (e.Severity, e.SeverityNumber, e.Description, e.Kind, e.Sequence));
        Assert.Empty(e.Data);
        Assert.Empty(e.Metadata);
        Assert.Empty(e.Tags);
        Assert.Null(e.CorrelationId);
        Assert.Null(e.SourceComponent);
        Assert.Null(e.Duration);
        Assert.Null(e.SpanId);
        Assert.Null(e.ParentSpanId);
    }

    [Fact]
    public void SpanIdsAreWhatWasSet()
    {
        var (span, parent) = (ActivitySpanId.CreateRandom(), ActivitySpanId.CreateRandom());
        var e = Plain with { SpanId = span, ParentSpanId = parent };

        Assert.Equal((span, parent), (e.SpanId, e.ParentSpanId));
        Assert.Equal(e, e with { SpanId = ActivitySpanId.CreateFromString(span.ToHexString()) });
        Assert.NotEqual(e, e with { SpanId = parent });
        Assert.Null((e with { SpanId = null }).SpanId);
        // The id that is all zeros stands for none.
        Assert.Null((e with { ParentSpanId = default(ActivitySpanId) }).ParentSpanId);
    }

    [Fact]
    public void EachEventHasItsOwnId() =>
        Assert.Equal(1_000, Enumerable.Range(0, 1_000).Select(_ => new Event { System = default, Type = default, Title = "" }.Id).Distinct().Count());

    [Fact]
    public void TimesAreUtc()
    {
        var e = Plain with { Timestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)) };

        Assert.Equal((TimeSpan.Zero, 1), (e.Timestamp.Offset, e.Timestamp.Hour));
    }

    [Theory]
    [InlineData(Severity.Debug, null, 5)]
    [InlineData(Severity.Info, null, 9)]
    [InlineData(Severity.Warning, null, 13)]
    [InlineData(Severity.Error, null, 17)]
    [InlineData(Severity.Critical, null, 21)]
    [InlineData(Severity.Debug, 1, 1)]
    [InlineData(Severity.Debug, 8, 8)]
    [InlineData(Severity.Info, 12, 12)]
    [InlineData(Severity.Critical, 24, 24)]
    [InlineData(Severity.Error, 9, 17)]
    [InlineData(Severity.Info, 24, 9)]
    public void ASeverityNumberMustBelongToTheSeverity(Severity severity, int? number, int expected)
    {
        var e = Plain with { Severity = severity };
        if (number is { } given)
            e = e with { SeverityNumber = given };

        Assert.Equal(expected, e.SeverityNumber);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(25)]
    [InlineData(-1)]
    public void ASeverityNumberLiesBetween1And24(int number) =>
        Assert.Contains($"{number}", Assert.Throws<ArgumentOutOfRangeException>(() => Plain with { SeverityNumber = number }).Message);

    [Fact]
    public async Task AnEventComesBackAsItWas()
    {
        var given = Plain with
        {
            Timestamp = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero).AddTicks(1_234_567),
            Severity = Severity.Error,
            SeverityNumber = 19,
            Description = "said",
            Tags = ["b", "a"],
            CorrelationId = "order-42",
            SourceComponent = "Shop.Orders",
            Duration = TimeSpan.FromTicks(12_345),
            SpanId = System.Diagnostics.ActivitySpanId.CreateRandom(),
            ParentSpanId = System.Diagnostics.ActivitySpanId.CreateRandom(),
        };
        await using var recorder = new Recorder();
        recorder.Collector.TryCollect(given);

        var read = Assert.Single(await recorder.EventsAsync());

        Assert.Equal(["b", "a"], read.Tags);
        Assert.Empty(read.Data);
        Assert.Equal(given, read with { Sequence = 0, Tags = given.Tags, Data = given.Data, Metadata = given.Metadata });
    }
}
