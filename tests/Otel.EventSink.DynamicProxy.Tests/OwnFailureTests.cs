using System.Diagnostics;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>What fails in the recording never reaches the caller, and is said.</summary>
public class OwnFailureTests
{
    [Fact]
    public async Task ACollectorThatIsClosedCountsAndTheCallGoesOn()
    {
        var stage = new Stage(Tracing.Sampling);
        var flow = stage.Proxy<IFlow>(new Flow());
        await stage.DisposeAsync();
        Assert.Equal(1, flow.Query("x"));
        await flow.RunAsync(0);
        Assert.Equal(3, (await stage.Collector.CheckHealthAsync()).Dropped.Values.Sum());
    }

    [Fact]
    public async Task AListenerThatThrowsIsNoneOfTheCallersBusiness()
    {
        await using var stage = new Stage(Tracing.None);
        using var bad = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStarted = static _ => throw new InvalidOperationException("bad listener"),
        };
        ActivitySource.AddActivityListener(bad);
        Assert.Equal(1, stage.Proxy<IFlow>(new Flow()).Query("x"));
        Assert.Null(Activity.Current);
        var failure = (await stage.Collector.CheckHealthAsync()).LastError;
        Assert.Equal("intercept", failure!.Operation);
        Assert.Contains("IFlow.Query", failure.Message);
    }

    [Fact]
    public async Task AListenerThatThrowsAtTheEndIsNoneOfTheCallersBusinessEither()
    {
        await using var stage = new Stage(Tracing.None);
        using var bad = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllData,
            ActivityStopped = static _ => throw new InvalidOperationException("bad listener"),
        };
        ActivitySource.AddActivityListener(bad);
        var flow = stage.Proxy<IFlow>(new Flow());
        Assert.Equal(1, flow.Query("x"));
        await flow.RunAsync(0);
        Assert.Null(Activity.Current);
        Assert.Equal("intercept", (await stage.Collector.CheckHealthAsync()).LastError!.Operation);
    }

    [Fact]
    public async Task AnExceptionThatCannotBeDescribedReachesTheCallerAsItIs()
    {
        await using var stage = new Stage();
        var thrown = new NastyException();
        Exception? caught = null;
        try
        {
            stage.Proxy<IStore<int>>(new ThrowingStore(thrown)).Put(1);
        }
        catch (NastyException e)
        {
            caught = e;
        }

        Assert.True(ReferenceEquals(thrown, caught));
        Assert.Equal(EventType.CallFailed, (await stage.ReadAsync())[1].Type);
    }

    [Fact]
    public async Task WhatCannotHaveAProxyIsSaidAtOnce()
    {
        await using var stage = new Stage();
        Assert.Contains("'Otel.EventSink.DynamicProxy.Tests.Flow' is not an interface", Assert.Throws<ArgumentException>(() => stage.Proxy(new Flow())).Message);
        Assert.Contains("InternalsVisibleTo", Assert.Throws<ArgumentException>(() => stage.Proxy<IHidden>(new Hidden())).Message);
    }

    [Fact]
    public async Task AnAttributeWithABadNameIsSaidWhenTheProxyIsMade()
    {
        await using var stage = new Stage();
        var error = Assert.Throws<ArgumentException>(() => stage.Proxy<IBadName>(new BadName()));
        Assert.Contains("IBadName.Do", error.Message);
        Assert.Contains("'not a name'", error.Message);
        Assert.Contains("MaxValueLength is 3", Assert.Throws<ArgumentException>(() => stage.Proxy<IFlow>(new Flow(), new InterceptionOptions { MaxValueLength = 3 })).Message);
    }

    public interface IBadName
    {
        [CollectEvent("oneiric", "not a name")]
        void Do();
    }

    private interface IHidden
    {
        void Do();
    }

    public sealed class BadName : IBadName
    {
        public void Do()
        {
        }
    }

    private sealed class Hidden : IHidden
    {
        public void Do()
        {
        }
    }

    private sealed class ThrowingStore(Exception thrown) : IStore<int>
    {
        public void Put(int item) => throw thrown;
    }

    private sealed class NastyException : Exception
    {
        public override string Message => throw new InvalidOperationException("no message");

        public override string ToString() => throw new InvalidOperationException("no text");
    }
}
