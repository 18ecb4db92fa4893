using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>A host that traces with OpenTelemetry traces as it did, and each call is stored once.</summary>
public class HostTracingTests
{
    private const string Source = "Otel.EventSink.DynamicProxy.Tests.*";

    [Theory]
    [InlineData("no source of ours", false, false)]
    [InlineData("sampled", true, true)]
    [InlineData("not sampled", true, false)]
    public async Task CallsAreStoredOnceWhateverTheHostSamples(string name, bool addsSource, bool samples)
    {
        var exported = new List<Activity>();
        await using var container = new Container();
        container.Services.AddSingleton<IFlow, Flow>().InterceptWithEvents<IFlow>();
        container.Services.AddOpenTelemetry().WithTracing(t =>
        {
            t.SetSampler(samples ? new AlwaysOnSampler() : new AlwaysOffSampler()).AddInMemoryExporter(exported);
            if (addsSource)
                t.AddSource(Source);
        });
        _ = container.Provider.GetRequiredService<TracerProvider>();
        await container.Provider.GetRequiredService<IFlow>().RunAsync(0);
        var events = await container.ReadAsync();
        Assert.Equal([EventType.WorkflowStarted, EventType.WorkflowCompleted], events.Select(e => e.Type));
        Assert.Single(events.Select(e => e.CorrelationId).Distinct());
        Assert.True(exported.Count == (samples ? 1 : 0), name);
    }

    [Fact]
    public async Task ACallThatIsExportedToTheSameStoreIsStoredOnce()
    {
        await using var stage = new Stage(Tracing.None);
        using (var tracer = Sdk.CreateTracerProviderBuilder().AddSource(Source).AddEventSinkExporter(o => o.Collector = stage.Collector).Build())
        {
            await stage.Proxy<IFlow>(new Flow()).RunAsync(0);
            tracer.ForceFlush();
        }

        await stage.Collector.FlushAsync();
        var events = await stage.Collector.Query().ToListAsync();
        Assert.Equal(2, events.Count);
        Assert.Equal(1, (await stage.Collector.CheckHealthAsync()).Duplicates);
    }

    [Fact]
    public async Task SpansOfTheHostKeepTheirParentsWhereItDoesNotWantOurs()
    {
        using var source = new ActivitySource("Host");
        var exported = new List<Activity>();
        await using var stage = new Stage(Tracing.None);
        using (var tracer = Sdk.CreateTracerProviderBuilder().AddSource("Host").AddInMemoryExporter(exported).Build())
        using (var outer = source.StartActivity("outer"))
        {
            stage.Proxy<IStore<Action>>(new Inner()).Put(() => source.StartActivity("inner")?.Dispose());
            Assert.Equal(outer!.SpanId, exported.Single(a => a.DisplayName == "inner").ParentSpanId);
        }

        Assert.Equal(2, exported.Count);
        Assert.Equal(2, (await stage.ReadAsync()).Count);
    }

    private sealed class Inner : IStore<Action>
    {
        public void Put(Action item) => item();
    }
}
