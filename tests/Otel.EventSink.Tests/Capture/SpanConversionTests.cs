using System.Diagnostics;

namespace Otel.EventSink.Tests;

[Collection(ActivityCollection.Name)]
public class SpanConversionTests
{
    [Fact]
    public async Task ASpanIsAnEventWithItsTimesAndIds()
    {
        var start = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc).AddTicks(1234567);
        Activity? span = null;

        var e = await Spans.RecordAsync(activity => (span = activity).SetStartTime(start).SetEndTime(start.AddTicks(12_345)));

        Assert.Equal(start, e.Timestamp.UtcDateTime);
        Assert.Equal(TimeSpan.FromTicks(12_345), e.Duration);
        Assert.Equal(span!.TraceId.ToHexString(), e.CorrelationId);
        Assert.Equal((span.SpanId, null), (e.SpanId, e.ParentSpanId));
        Assert.Equal(EventKind.Span, e.Kind);
        Assert.Equal(("shop", "span.completed", "GET /orders"), (e.System.Name, e.Type.Name, e.Title));
        Assert.Equal((Severity.Info, 9), (e.Severity, e.SeverityNumber));
        Assert.Equal(span.Source.Name, e.SourceComponent);
    }

    [Fact]
    public async Task SpansKeepTheirParent()
    {
        using var spans = new Spans();
        using var parent = spans.Source.StartActivity("parent")!;
        await using var recorder = new Recorder();
        using (var child = spans.Source.StartActivity("child")!)
        {
            child.Stop();
            recorder.Collector.CollectSpan(child, recorder.Collector.Resource);
        }

        var e = Assert.Single(await recorder.EventsAsync());

        Assert.Equal((parent.SpanId, parent.TraceId.ToHexString()), (e.ParentSpanId, e.CorrelationId));
    }

    [Fact]
    public async Task TheTitleIsTheDisplayName()
    {
        var e = await Spans.RecordAsync(activity => activity.DisplayName = "Orders\nof today");

        Assert.Equal("Orders", e.Title);
        Assert.Equal("GET /orders", e.Metadata["operation"]);
    }

    [Fact]
    public async Task ASpanWithoutASourceIsNamedByItsOperation()
    {
        await using var recorder = new Recorder();
        using (var activity = new Activity("old.style").Start())
        {
            activity.Stop();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        }

        Assert.Equal("old.style", Assert.Single(await recorder.EventsAsync()).SourceComponent);
    }

    [Fact]
    public async Task ASpanDeliveredTwiceIsStoredOnce()
    {
        using var spans = new Spans();
        await using var recorder = new Recorder();
        using (var activity = spans.Source.StartActivity("twice")!)
        {
            activity.Stop();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
            await recorder.Collector.FlushAsync();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        }

        Assert.Single(await recorder.EventsAsync());
        var health = await recorder.Collector.CheckHealthAsync();
        Assert.Equal((2, 1), (health.Stored, health.Duplicates));
    }

    [Fact]
    public async Task ASpanOfTheOldHierarchicalKindHasNoIds()
    {
        using var spans = new Spans();
        await using var recorder = new Recorder();
        for (var i = 0; i < 2; i++)
        {
            using var activity = new Activity("old").SetIdFormat(ActivityIdFormat.Hierarchical).Start();
            activity.Stop();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        }

        var events = await recorder.EventsAsync();

        Assert.Equal(2, events.Count);
        Assert.All(events, e => Assert.Equal((null, null, null), (e.CorrelationId, e.SpanId, e.ParentSpanId)));
    }

    [Theory]
    [InlineData("event.type", "order.placed", null, null, "order.placed")]
    [InlineData("eventsink.event_type", "order.placed", null, null, "order.placed")]
    [InlineData("event.type", "first", "eventsink.event_type", "second", "first")]
    [InlineData("event.type", "not a name", null, null, "not_a_name")]
    [InlineData("event.type", " ", null, null, "by.rule")]
    [InlineData("http.route", "/orders", null, null, "by.rule")]
    [InlineData("other", "x", null, null, "span.completed")]
    public async Task TheTypeComesFromATagOrARule(string key, string value, string? key2, string? value2, string expected)
    {
        var e = await Spans.RecordAsync(
            activity => activity.SetTag(key, value).SetTag(key2 ?? "x", value2),
            o => o.Rules.Add(new EventRule { Name = "GET *", Attributes = new Dictionary<string, string> { [key == "other" ? "none" : key] = "*" }, SetType = new("by.rule") }));

        Assert.Equal(expected, e.Type.Name);
    }
}
