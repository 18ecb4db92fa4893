using System.Diagnostics;
using Otel.EventSink.Analysis;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>What happens within a call belongs to it, and to whom the call belongs.</summary>
public class TraceTests
{
    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task CallsWithinACallStandUnderIt(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var inner = stage.Proxy<IFlow>(new Flow());
        await stage.Proxy<IOuter>(new Outer(inner)).WorkAsync();
        var events = await stage.ReadAsync();
        Assert.Single(events.Select(e => e.CorrelationId).Distinct());
        var outer = events.Single(e => e is { Kind: EventKind.Span, Title: "IOuter.WorkAsync" });
        Assert.Null(outer.ParentSpanId);
        Assert.All(events.Where(e => e.Title.StartsWith("IFlow", StringComparison.Ordinal)), e => Assert.Equal(outer.SpanId, e.ParentSpanId));
        Assert.Equal(3, events.Count(e => e.Kind == EventKind.Span));
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task ACallStandsUnderTheSpanThatIsCurrent(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var flow = stage.Proxy<IFlow>(new Flow());
        using var around = new Activity("around") { ActivityTraceFlags = ActivityTraceFlags.Recorded }.Start();
        flow.Query("x");
        await flow.RunAsync(0);
        Assert.Same(around, Activity.Current);
        var calls = (await stage.ReadAsync()).Where(e => e.Kind == EventKind.Span).ToList();
        Assert.Equal(2, calls.Count);
        Assert.All(calls, e => Assert.Equal((around.TraceId.ToHexString(), around.SpanId), (e.CorrelationId, e.ParentSpanId)));
    }

    [Fact]
    public async Task CallsWithoutSpansStandUnderASpanThatWasBegunBetweenThem()
    {
        await using var stage = new Stage(Tracing.None);
        var flow = stage.Proxy<IFlow>(new Flow());
        await stage.Proxy<IOuter>(new Outer(flow, spanBetween: true)).WorkAsync();
        var events = await stage.ReadAsync();
        var inner = events.First(e => e.Title == "IFlow.Query");
        Assert.NotEqual(events.First(e => e.Title == "IOuter.WorkAsync").SpanId, inner.ParentSpanId);
    }

    [Fact]
    public async Task WhereNobodyListensNoActivityIsMade()
    {
        await using var stage = new Stage(Tracing.None);
        var seen = new List<Activity?>();
        stage.Proxy<IStore<Action>>(new RunningStore()).Put(() => seen.Add(Activity.Current));
        Assert.Null(Assert.Single(seen));
        Assert.Equal(2, (await stage.ReadAsync()).Count);
    }

    [Fact]
    public async Task AUnsampledParentIsNotOverruled()
    {
        await using var stage = new Stage(Tracing.Sampling);
        var seen = new List<Activity?>();
        using (var parent = new Activity("not recorded").Start())
            stage.Proxy<IStore<Action>>(new RunningStore()).Put(() => seen.Add(Activity.Current));
        Assert.False(Assert.Single(seen)!.Recorded);
        var calls = (await stage.ReadAsync()).Where(e => e.Title == "IStore<Action>.Put").ToList();
        Assert.Equal([EventType.CallStarted, EventType.CallCompleted], calls.Select(e => e.Type));
        Assert.All(calls, e => Assert.Equal(seen[0]!.SpanId, e.SpanId));
    }

    [Fact]
    public async Task TwoCollectorsEachGetTheCallsOfTheirProxies()
    {
        await using var listening = new Stage(Tracing.Sampling);
        await using var other = new Stage(Tracing.None);
        other.Proxy<IFlow>(new Flow()).Query("x");
        Assert.Equal(EventType.AnalyticsQuery, Assert.Single(await other.ReadAsync()).Type);
        // The one that listens to all spans hears this one too.
        Assert.Single(await listening.ReadAsync());
    }

    [Fact]
    public async Task TheTreeOfATraceHasTheCallsInTheirPlaces()
    {
        await using var stage = new Stage(Tracing.None);
        await stage.Proxy<IOuter>(new Outer(stage.Proxy<IFlow>(new Flow()))).WorkAsync();
        var id = (await stage.ReadAsync())[0].CorrelationId!;
        var trace = await stage.Collector.Analyzer.TraceCorrelationAsync(id);
        var root = Assert.Single(trace.Tree.Roots);
        Assert.Equal("IOuter.WorkAsync", root.Event!.Title);
        Assert.Equal(["IFlow.Query", "IFlow.RunAsync", "IOuter.WorkAsync"], root.Children.Select(c => c.Event!.Title).Order(StringComparer.Ordinal));
    }

    public interface IOuter
    {
        Task WorkAsync();
    }

    private sealed class Outer(IFlow inner, bool spanBetween = false) : IOuter
    {
        public async Task WorkAsync()
        {
            await Task.Yield();
            using var between = spanBetween ? new Activity("between").Start() : null;
            await inner.RunAsync(0);
            inner.Query("x");
        }
    }

    private sealed class RunningStore : IStore<Action>
    {
        public void Put(Action item) => item();
    }
}
