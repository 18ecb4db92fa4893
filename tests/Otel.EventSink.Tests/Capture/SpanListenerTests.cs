using System.Diagnostics;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

/// <summary>Other activity listeners stand in for a tracer. The listener must not change what the tracer creates and records.</summary>
[Collection(ActivityCollection.Name)]
public sealed class SpanListenerTests : IAsyncLifetime
{
    private readonly ActivitySource _source = new($"Test.{Guid.NewGuid():N}");
    private readonly Recorder _recorder = new();

    [Fact]
    public async Task PassiveItCausesNoSpans()
    {
        using var listener = new SpanListener(_recorder.Collector, SpanCapture.Passive, () => true);

        Assert.Null(_source.StartActivity("root"));
        Assert.Null(_source.StartActivity("child", ActivityKind.Internal, Context(ActivityTraceFlags.Recorded)));
        Assert.Null(_source.StartActivity("child", ActivityKind.Internal, IdOf(Context(ActivityTraceFlags.Recorded))));
        Assert.Empty(await TitlesAsync());
    }

    [Theory]
    [InlineData(ActivitySamplingResult.AllDataAndRecorded, true, true)]
    [InlineData(ActivitySamplingResult.AllData, false, true)]
    [InlineData(ActivitySamplingResult.PropagationData, false, false)]
    public async Task PassiveItTakesWhatTheTracerRecords(ActivitySamplingResult decision, bool isRecorded, bool isCaptured)
    {
        using var listener = new SpanListener(_recorder.Collector, SpanCapture.Passive, () => true);
        using var tracer = Tracer(decision);

        var activity = _source.StartActivity("span")!;
        Assert.Equal((isRecorded, isCaptured), (activity.Recorded, activity.IsAllDataRequested));
        activity.Stop();

        Assert.Equal(isCaptured ? ["span"] : [], await TitlesAsync());
    }

    [Fact]
    public async Task SamplingItRecordsRootsAndTheirChildren()
    {
        using var listener = new SpanListener(_recorder.Collector, SpanCapture.Sampling, () => false);

        using (var root = _source.StartActivity("root")!)
        {
            Assert.True(root.Recorded);
            using var child = _source.StartActivity("child")!;
            Assert.True(child.Recorded);
        }

        Assert.Equal(["child", "root"], await TitlesAsync());
    }

    [Theory]
    [InlineData(ActivityTraceFlags.Recorded, true, false)]
    [InlineData(ActivityTraceFlags.Recorded, false, false)]
    [InlineData(ActivityTraceFlags.Recorded, true, true)]
    [InlineData(ActivityTraceFlags.None, true, false)]
    [InlineData(ActivityTraceFlags.None, false, false)]
    [InlineData(ActivityTraceFlags.None, true, true)]
    public async Task SamplingItFollowsTheParent(ActivityTraceFlags flags, bool isRemote, bool byText)
    {
        using var listener = new SpanListener(_recorder.Collector, SpanCapture.Sampling, () => false);
        var parent = Context(flags, isRemote);
        var expected = flags == ActivityTraceFlags.Recorded;

        using (var child = byText
            ? _source.StartActivity("child", ActivityKind.Server, IdOf(parent))!
            : _source.StartActivity("child", ActivityKind.Server, parent)!)
        {
            Assert.Equal((expected, expected), (child.Recorded, child.IsAllDataRequested));
            Assert.Equal(parent.TraceId, child.TraceId);
            using var grandchild = _source.StartActivity("grandchild");
            Assert.Equal(expected, grandchild is { IsAllDataRequested: true });
        }

        Assert.Equal(expected ? ["child", "grandchild"] : [], await TitlesAsync());
    }

    [Fact]
    public async Task ATracerBuiltLaterEndsTheSampling()
    {
        var isPassive = false;
        using var listener = new SpanListener(_recorder.Collector, SpanCapture.Sampling, () => isPassive);
        _source.StartActivity("before")!.Stop();
        isPassive = true;

        Assert.Null(_source.StartActivity("after"));
        Assert.Null(_source.StartActivity("after", ActivityKind.Server, IdOf(Context(ActivityTraceFlags.Recorded))));
        Assert.Equal(["before"], await TitlesAsync());
    }

    [Fact]
    public async Task DisposedItListensNoMore()
    {
        var listener = new SpanListener(_recorder.Collector, SpanCapture.Sampling, () => false);
        var running = _source.StartActivity("running")!;
        listener.Dispose();
        running.Stop();

        Assert.Null(_source.StartActivity("after"));
        Assert.Empty(await TitlesAsync());
    }

    [Fact]
    public async Task ACollectorThatIsClosedBreaksNoSpan()
    {
        using var listener = new SpanListener(_recorder.Collector, SpanCapture.Sampling, () => false);
        await _recorder.Collector.DisposeAsync();

        _source.StartActivity("span")!.Stop();

        Assert.Equal(1, (await _recorder.Collector.CheckHealthAsync()).Dropped["closed"]);
    }

    public ValueTask InitializeAsync()
    {
        Activity.Current = null;
        return default;
    }

    public async ValueTask DisposeAsync()
    {
        _source.Dispose();
        await _recorder.DisposeAsync();
    }

    private ActivityListener Tracer(ActivitySamplingResult decision)
    {
        var listener = new ActivityListener { ShouldListenTo = source => source == _source, Sample = (ref _) => decision };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    private async Task<IEnumerable<string>> TitlesAsync() =>
        (await _recorder.EventsAsync()).Where(e => e.SourceComponent == _source.Name).Select(e => e.Title).Order();

    private static ActivityContext Context(ActivityTraceFlags flags, bool isRemote = true) =>
        new(ActivityTraceId.CreateRandom(), ActivitySpanId.CreateRandom(), flags, isRemote: isRemote);

    private static string IdOf(ActivityContext context) => $"00-{context.TraceId}-{context.SpanId}-0{(int)context.TraceFlags}";
}
