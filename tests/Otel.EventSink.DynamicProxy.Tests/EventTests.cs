namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>Which events a call makes.</summary>
public class EventTests
{
    [Theory]
    [InlineData(null, "call.started", "call.completed", "call.failed", "call.failed")]
    [InlineData("workflow.started", "workflow.started", "workflow.completed", "workflow.failed", "workflow.cancelled")]
    [InlineData("order.started", "order.started", "order.completed", "order.failed", "order.failed")]
    [InlineData("quality_check.started", "quality_check.started", "quality_check.completed", "quality_check.failed", "quality_check.failed")]
    [InlineData("test.run", "test.run", "test.passed", "test.failed", "test.failed")]
    [InlineData("analytics.query", null, "analytics.query", "error.occurred", "error.occurred")]
    [InlineData("config.reloaded", null, "config.reloaded", "error.occurred", "error.occurred")]
    [InlineData("workflow.stage_completed", null, "workflow.stage_completed", "error.occurred", "error.occurred")]
    public void ATypeLeadsToTheOthersOfItsFamily(string? type, string? started, string completed, string failed, string cancelled)
    {
        var family = Plans.EventFamily.Of(type);
        Assert.Equal((started, completed, failed, cancelled), (family.Started?.Name, family.Completed.Name, family.Failed.Name, family.Cancelled.Name));
    }

    [Fact]
    public void AllThreeCanBeNamed()
    {
        var family = Plans.EventFamily.Of("deploy.begun", "deploy.live", "deploy.rolled_back");
        Assert.Equal(("deploy.begun", "deploy.live", "deploy.rolled_back"), (family.Started?.Name, family.Completed.Name, family.Failed.Name));
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task ACallIsStartedAndCompletedUnderOneCorrelation(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        await stage.Proxy<IFlow>(new Flow()).RunAsync(0);
        var events = await stage.ReadAsync();
        Assert.Equal([EventType.WorkflowStarted, EventType.WorkflowCompleted], events.Select(e => e.Type));
        Assert.Equal([EventKind.Event, EventKind.Span], events.Select(e => e.Kind));
        Assert.All(events, e => Assert.Equal(SourceSystem.Mahavishnu, e.System));
        Assert.All(events, e => Assert.Equal("IFlow.RunAsync", e.Title));
        Assert.All(events, e => Assert.Equal("Otel.EventSink.DynamicProxy.Tests.IFlow", e.SourceComponent));
        Assert.All(events, e => Assert.Equal(Severity.Info, e.Severity));
        Assert.Equal(32, events[0].CorrelationId!.Length);
        Assert.Single(events.Select(e => e.CorrelationId).Distinct());
        Assert.Single(events.Select(e => e.SpanId).Distinct());
        Assert.Null(events[0].Duration);
        Assert.True(events[1].Duration > TimeSpan.Zero);
        Assert.Equal(events[0].Timestamp, events[1].Timestamp);
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task AFailedCallKeepsItsException(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        await Assert.ThrowsAsync<InvalidOperationException>(() => stage.Proxy<IFlow>(new Flow()).RunAsync(-1));
        var failed = (await stage.ReadAsync())[1];
        Assert.Equal((EventType.WorkflowFailed, Severity.Error), (failed.Type, failed.Severity));
        Assert.Equal("System.InvalidOperationException", failed.Data["exception.type"]);
        Assert.Equal("bad step", failed.Data["exception.message"]);
        Assert.Contains("Flow.RunAsync", (string)failed.Data["exception.stacktrace"]!);
        Assert.StartsWith("System.InvalidOperationException: bad step", failed.Description, StringComparison.Ordinal);
        Assert.True(failed.Duration > TimeSpan.Zero);
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task ACancelledCallIsNeitherDoneNorFailed(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var flow = stage.Proxy<IFlow>(new Flow());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flow.RunAsync(0, new CancellationToken(canceled: true)));
        Assert.Throws<OperationCanceledException>(() => flow.Step(new CancellationToken(canceled: true)));
        var events = await stage.ReadAsync();
        Assert.Equal([EventType.WorkflowStarted, EventType.WorkflowCancelled, EventType.CallStarted, EventType.CallFailed], events.Select(e => e.Type));
        Assert.Equal([Severity.Info, Severity.Warning, Severity.Info, Severity.Warning], events.Select(e => e.Severity));
        Assert.False(events[1].Data.ContainsKey("cancelled"));
        Assert.Equal(true, events[3].Data["cancelled"]);
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task WhatNamesSomethingDoneIsOneEvent(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var flow = stage.Proxy<IFlow>(new Flow());
        Assert.Equal(3, flow.Query("abc"));
        Assert.Throws<ArgumentException>(() => flow.Query(""));
        var events = await stage.ReadAsync();
        Assert.Equal([EventType.AnalyticsQuery, EventType.ErrorOccurred], events.Select(e => e.Type));
        Assert.All(events, e => Assert.Equal(SourceSystem.Akosha, e.System));
        Assert.All(events, e => Assert.True(e.Duration > TimeSpan.Zero));
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task AStreamIsACallFromItsFirstItemToItsDisposal(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var target = new Shapes();
        var stream = stage.Proxy<IShapes>(target).Count(5);
        Assert.Empty(await stage.ReadAsync());
        target.Release();
        await foreach (var item in stream)
        {
            if (item == 0)
                Assert.Equal(EventType.CallStarted, Assert.Single(await stage.ReadAsync()).Type);
            if (item == 3)
                break;
        }

        var events = await stage.ReadAsync();
        Assert.Equal([EventType.CallStarted, EventType.CallCompleted], events.Select(e => e.Type));
        Assert.Equal(4L, events[1].Data["items"]);
    }

    [Fact]
    public async Task AStreamThatFailsSaysAfterHowManyItems()
    {
        await using var stage = new Stage();
        var target = new Shapes();
        target.Release();
        var stream = stage.Proxy<IShapes>(target).CountAndThrow(3);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => { await foreach (var _ in stream) { } });
        var events = await stage.ReadAsync();
        Assert.Equal([EventType.CallStarted, EventType.CallFailed], events.Select(e => e.Type));
        Assert.Equal(3L, events[1].Data["items"]);
    }

    [Fact]
    public async Task AnAwaitableThatIsNotKnownIsOverWhenItIsReturnedAndTheEventSaysSo()
    {
        await using var stage = new Stage();
        await stage.Proxy<IShapes>(new Shapes()).Odd();
        Assert.Equal("YieldAwaitable", (await stage.ReadAsync())[1].Data["not_awaited"]);
    }

    [Fact]
    public async Task PropertiesEventsDisposalAndWhatCannotBeBoxedAreNotRecorded()
    {
        await using var stage = new Stage();
        var target = new Shapes();
        var proxied = stage.Proxy<IShapes>(target);
        proxied.Number = proxied.Number + 1;
        proxied.Happened += static (_, _) => { };
        proxied.Sum([1]);
        proxied.Slice();
        proxied.Reference()++;
        ((IDisposable)proxied).Dispose();
        Assert.Empty(await stage.ReadAsync());
        Assert.Equal(1, target.Disposals);
    }

    [Fact]
    public async Task AnAccessorThatAsksForItIsRecorded()
    {
        await using var stage = new Stage();
        var flow = stage.Proxy<IFlow>(new Flow());
        _ = flow.Depth;
        Assert.Equal("config.validated", Assert.Single(await stage.ReadAsync()).Type.Name);
    }

    [Fact]
    public async Task OnlyWhatIsMarkedAndNotSwitchedOffIsRecorded()
    {
        await using var stage = new Stage();
        var flow = stage.Proxy<IFlow>(new Flow(), new InterceptionOptions { OnlyMarked = true });
        flow.Step(default);
        flow.Quiet();
        flow.Query("x");
        Assert.Equal(EventType.AnalyticsQuery, Assert.Single(await stage.ReadAsync()).Type);
    }

    [Fact]
    public async Task TheAttributeNearestToTheCodeWins()
    {
        await using var stage = new Stage();
        stage.Proxy<IMarked>(new MarkedMethod()).Do();
        stage.Proxy<IMarked>(new MarkedClass()).Do();
        stage.Proxy<IMarked>(new Unmarked()).Do();
        stage.Proxy<IMarked>(new Unmarked()).Other();
        Assert.Equal(["from.class_method", "from.interface_method", "from.interface_method", "from.interface"], (await stage.ReadAsync()).Select(e => e.Type.Name));
    }

    [Fact]
    public async Task AGenericInterfaceHasAReadableName()
    {
        await using var stage = new Stage();
        stage.Proxy<IStore<List<int>>>(new Store<List<int>>()).Put([]);
        Assert.Equal(("IStore<List<Int32>>.Put", "Otel.EventSink.DynamicProxy.Tests.IStore<List<Int32>>"), ((await stage.ReadAsync())[0].Title, (await stage.ReadAsync())[0].SourceComponent));
    }
}
