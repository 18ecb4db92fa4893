using System.Diagnostics;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>Whoever calls through a proxy sees what it would have seen without one.</summary>
public class SameAsBareTests
{
    private static readonly Dictionary<string, Func<IShapes, CancellationToken, object?>> Calls = new()
    {
        ["sync"] = (s, _) => s.Add(1, 2),
        ["sync, throws"] = (s, _) => { s.Throw(); return null; },
        ["sync, cancels"] = (s, _) => { s.Cancel(); return null; },
        ["inherited interface"] = (s, _) => s.Greet("you"),
        ["task, done"] = (s, _) => s.Done(),
        ["task, waits"] = (s, _) => s.Waits(),
        ["task of int, done"] = (s, _) => s.DoneWith(3),
        ["task of int, waits"] = (s, _) => s.WaitsWith(3),
        ["task, waits and throws"] = (s, _) => s.WaitsAndThrows(),
        ["task, throws at once"] = (s, _) => s.ThrowsAtOnce(),
        ["task, two exceptions"] = (s, _) => s.FailsTwice(),
        ["task, failed"] = (s, _) => s.FailedTask(),
        ["task, cancelled"] = (s, _) => s.CancelledTask(),
        ["task, cancelled meanwhile"] = (s, stopped) => s.WaitsForCancellation(stopped),
        ["no task"] = (s, _) => s.NoTask(),
        ["value task, done"] = (s, _) => s.ValueDone(),
        ["value task, waits"] = (s, _) => s.ValueWaits(),
        ["value task of int, done"] = (s, _) => s.ValueDoneWith(4),
        ["value task of int, waits"] = (s, _) => s.ValueWaitsWith(4),
        ["value task, waits and throws"] = (s, _) => s.ValueWaitsAndThrows(),
        ["value task, failed"] = (s, _) => s.ValueFailed(),
        ["value task, once, later"] = (s, _) => s.ValueOnceLater(5),
        ["value task, once"] = (s, _) => s.ValueOnce(5),
        ["stream"] = (s, _) => s.Count(5),
        ["stream, throws"] = (s, _) => s.CountAndThrow(2),
        ["stream, cancelled"] = (s, _) => s.Count(5, new CancellationToken(canceled: true)),
        ["odd awaitable"] = (s, _) => s.Odd(),
        ["generic"] = (s, _) => s.Echo("x") + s.Echo(7) + s.Echo<int?>(null),
        ["generic task"] = (s, _) => s.EchoLater(8),
        ["in, ref, out"] = (s, _) => { var tries = 1; var is1 = s.TryRead(1, ref tries, out var found); return $"{is1} {tries} {found}"; },
        ["out, then throws"] = (s, _) => { var tries = 1; var found = 0; try { s.ThrowAfterOut(ref tries, out found); } catch (InvalidOperationException e) { return $"{e.Message} {tries} {found}"; } return "did not throw"; },
        ["default member"] = (s, _) => s.Inherited(1),
        ["default member, overridden"] = (s, _) => s.Overridden(1),
        ["span in"] = (s, _) => s.Sum([1, 2, 3]),
        ["span out"] = (s, _) => s.Slice()[1],
        ["ref out"] = (s, _) => { s.Reference() = 9; return s.Reference(); },
        ["ref struct type"] = (s, _) => s.Size<ReadOnlySpan<char>>("ab"),
        ["property"] = (s, _) => { s.Number = 6; return s.Number; },
        ["event"] = (s, _) => { var n = 0; void H(object? sender, EventArgs e) => n++; s.Happened += H; s.Happen(); s.Happened -= H; s.Happen(); return n; },
        ["async local"] = (s, _) => { var local = new AsyncLocal<string>(); s.LeaveMark(local); return local.Value; },
        ["disposal"] = (s, _) => { ((IDisposable)s).Dispose(); return "disposed"; },
    };

    public static TheoryData<Tracing, bool> Cases
    {
        get
        {
            var cases = new TheoryData<Tracing, bool>();
            foreach (var tracing in Enum.GetValues<Tracing>())
                foreach (var withValues in (bool[])[false, true])
                    cases.Add(tracing, withValues);
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task TheCallerSeesTheSame(Tracing tracing, bool withValues)
    {
        await using var stage = new Stage(tracing);
        using var around = new Activity("around").Start();
        foreach (var (name, call) in Calls)
        {
            var (bare, behind) = (new Shapes(), new Shapes());
            var proxied = stage.Proxy<IShapes>(behind, new InterceptionOptions { Arguments = withValues, Results = withValues });
            var expected = await Observed.Of(bare, () => call(bare, bare.Stopped));
            var actual = await Observed.Of(behind, () => call(proxied, behind.Stopped));
            Assert.Equal($"{name}: {expected}", $"{name}: {actual}");
            Assert.Equal((bare.Source?.Taken, bare.Disposals, bare.Number), (behind.Source?.Taken, behind.Disposals, behind.Number));
        }

        Assert.Empty((await stage.Collector.CheckHealthAsync()).LastError?.Message ?? "");
        Assert.NotEmpty(await stage.ReadAsync());
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task WhoWaitsGoesOnOnceTheEndIsRecorded(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var proxied = stage.Proxy<IShapes>(new Shapes());
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = proxied.Forced(gate);
        Assert.False(call.IsCompleted);
        gate.SetResult();
        await call;
        Assert.Equal([EventType.CallStarted, EventType.CallCompleted], (await stage.ReadAsync()).Select(e => e.Type));
    }

    [Theory]
    [MemberData(nameof(Stage.Tracings), MemberType = typeof(Stage))]
    public async Task WhoCompletesATaskKeepsItsOwnActivity(Tracing tracing)
    {
        await using var stage = new Stage(tracing);
        var proxied = stage.Proxy<IShapes>(new Shapes());
        var gate = new TaskCompletionSource();
        var call = proxied.Forced(gate);
        using (var own = new Activity("completes").Start())
        {
            gate.SetResult();
            Assert.True(call.IsCompletedSuccessfully);
            Assert.Same(own, Activity.Current);
        }

        Assert.Null(Activity.Current);
    }

    [Fact]
    public async Task ACompletedTaskIsTheSameTask()
    {
        await using var stage = new Stage();
        var gate = new TaskCompletionSource();
        gate.SetResult();
        Assert.Same(gate.Task, stage.Proxy<IShapes>(new Shapes()).Forced(gate));
    }

    [Fact]
    public async Task AResultThatCanBeTakenOnceIsLeftToTheCaller()
    {
        await using var stage = new Stage();
        var target = new Shapes();
        var task = stage.Proxy<IShapes>(target).ValueOnceLater(6);
        target.Release();
        Assert.Equal(6, await task);
        Assert.Equal(1, target.Source!.Taken);
    }

    [Fact]
    public async Task AnExceptionThatNobodyLooksAtStaysUnobserved()
    {
        await using var stage = new Stage();
        var unseen = new List<string>();
        void Note(object? sender, UnobservedTaskExceptionEventArgs e) => unseen.AddRange(e.Exception.InnerExceptions.Select(i => i.Message));
        TaskScheduler.UnobservedTaskException += Note;
        try
        {
            Forget(stage.Proxy<IShapes>(new Shapes()));
            for (var i = 0; i < 20 && unseen.Count == 0; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Note;
        }

        Assert.Contains("failed", unseen);

        [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
        static void Forget(IShapes proxied) => _ = proxied.FailedTask();
    }

    [Fact]
    public async Task WhatElseTheTargetIsTheProxyIsToo()
    {
        await using var stage = new Stage();
        var target = new Shapes();
        ((IDisposable)stage.Proxy<IShapes>(target)).Dispose();
        Assert.Equal(1, target.Disposals);
    }
}
