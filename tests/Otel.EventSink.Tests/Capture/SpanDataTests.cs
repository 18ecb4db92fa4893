using System.Diagnostics;

namespace Otel.EventSink.Tests;

[Collection(ActivityCollection.Name)]
public class SpanDataTests
{
    [Fact]
    public async Task TagsKeepTheirTypes()
    {
        var e = await Spans.RecordAsync(activity => activity
            .SetTag("http.status", 200).SetTag("ratio", 0.5).SetTag("ok", true).SetTag("hosts", new[] { "a", "b" }).SetTag("http.route", "/orders"));

        Assert.Equal((200L, 0.5, true, "/orders"), (e.Data["http.status"], e.Data["ratio"], e.Data["ok"], e.Data["http.route"]));
        Assert.Equal(["a", "b"], (IReadOnlyList<object?>)e.Data["hosts"]!);
    }

    [Fact]
    public async Task ATagThatIsChangedAfterwardsIsKeptAsItWas()
    {
        var hosts = new List<object?> { "a" };
        using var spans = new Spans();
        await using var recorder = new Recorder();
        using var activity = spans.Source.StartActivity("span")!.SetTag("hosts", hosts);
        activity.Stop();
        recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        hosts.Add("b");

        Assert.Equal(["a"], (IReadOnlyList<object?>)Assert.Single(await recorder.EventsAsync()).Data["hosts"]!);
    }

    [Fact]
    public async Task EventsOfASpanAreInItsData()
    {
        var time = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(1));

        var e = await Spans.RecordAsync(activity => activity
            .AddEvent(new ActivityEvent("retry", time, new ActivityTagsCollection { ["attempt"] = 2 }))
            .AddEvent(new ActivityEvent("done", time)));

        var events = (IReadOnlyList<object?>)e.Data["events"]!;
        var retry = (IReadOnlyDictionary<string, object?>)events[0]!;
        Assert.Equal(("retry", "2026-01-02T02:04:05Z"), (retry["name"], retry["timestamp"]));
        Assert.Equal(2L, ((IReadOnlyDictionary<string, object?>)retry["attributes"]!)["attempt"]);
        Assert.Equal(["name", "timestamp"], ((IReadOnlyDictionary<string, object?>)events[1]!).Keys);
    }

    [Fact]
    public async Task LinksOfASpanAreInItsData()
    {
        var context = new ActivityContext(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), ActivityTraceFlags.Recorded, "a=b");

        var e = await Spans.RecordAsync(activity => activity.AddLink(new ActivityLink(context, new ActivityTagsCollection { ["why"] = "batch" })));

        var link = (IReadOnlyDictionary<string, object?>)Assert.Single((IReadOnlyList<object?>)e.Data["links"]!)!;
        Assert.Equal((context.TraceId.ToHexString(), context.SpanId.ToHexString(), "a=b"), (link["trace_id"], link["span_id"], link["trace_state"]));
        Assert.Equal("batch", ((IReadOnlyDictionary<string, object?>)link["attributes"]!)["why"]);
    }

    [Fact]
    public async Task ATagMayBeNamedAsTheEventsAre()
    {
        var e = await Spans.RecordAsync(activity => activity.SetTag("events", "given").AddEvent(new ActivityEvent("retry")));

        Assert.Equal("given", e.Data["events"]);
        Assert.Single((IReadOnlyList<object?>)e.Data["events#2"]!);
    }

    [Theory]
    [InlineData(ActivityKind.Internal, "internal")]
    [InlineData(ActivityKind.Server, "server")]
    [InlineData(ActivityKind.Client, "client")]
    [InlineData(ActivityKind.Producer, "producer")]
    [InlineData(ActivityKind.Consumer, "consumer")]
    public async Task MetadataSaysWhereASpanCameFrom(ActivityKind kind, string expected)
    {
        using var spans = new Spans("1.2.3");
        await using var recorder = new Recorder();
        for (var i = 0; i < 2; i++)
        {
            using var activity = spans.Source.StartActivity("span", kind)!;
            activity.TraceStateString = "a=b";
            activity.Stop();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        }

        foreach (var e in await recorder.EventsAsync())
        {
            Assert.Equal((expected, spans.Source.Name, "1.2.3"), (e.Metadata["kind"], e.Metadata["source"], e.Metadata["source_version"]));
            Assert.Equal("a=b", e.Metadata["trace_state"]);
            Assert.False(e.Metadata.ContainsKey("operation"));
        }
    }

    [Fact]
    public async Task TagsSetFields()
    {
        Activity? span = null;

        var e = await Spans.RecordAsync(activity => (span = activity)
            .SetTag("correlation_id", "order-42").SetTag("eventsink.system", "billing").SetTag("tags", new[] { "slow" }));

        Assert.Equal(("order-42", "billing"), (e.CorrelationId, e.System.Name));
        Assert.Equal(["slow"], e.Tags);
        Assert.Equal(span!.TraceId.ToHexString(), e.Metadata["trace_id"]);
    }
}
