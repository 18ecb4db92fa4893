using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

public class RecordingTests
{
    private static readonly ActivitySource Source = new("Shop.Orders");

    [Fact]
    public async Task LogsAndSpansOfAHostArriveUnderOneCorrelation()
    {
        await using var host = await new TestHost().StartAsync();
        ActivityTraceId trace;
        using (var span = Source.StartActivity("place order"))
        {
            trace = span!.TraceId;
            host.Log().LogWarning("Order {OrderId} is late", 7);
        }

        var events = await host.ReadAsync();
        var (stored, said) = (events.Single(e => e.Kind == EventKind.Span), events.Single(e => e.Kind == EventKind.Log));
        Assert.Equal("place order", stored.Title);
        Assert.Equal("Order 7 is late", said.Description);
        Assert.Equal(trace.ToHexString(), said.CorrelationId);
        Assert.Equal(said.CorrelationId, stored.CorrelationId);
        Assert.Equal(stored.SpanId, said.SpanId);
    }

    [Fact]
    public async Task CallingItTwiceRecordsOnceAndAddsOptions()
    {
        await using var host = new TestHost(("EventSink:Rules:0:SetTags", "configured"));
        host.Services.AddCentralEventLogging(o => o.ServiceName = "second-call");
        await host.StartAsync();
        host.Log().LogInformation("Once");
        using (Source.StartActivity("also once"))
        {
        }

        var events = await host.ReadAsync();
        Assert.Equal(["Once", "also once"], events.Select(e => e.Title));
        Assert.All(events, e => Assert.Equal("second-call", e.System.Name));
        Assert.Equal(0, (await host.Collector.CheckHealthAsync()).Duplicates);
        Assert.Single(host.Collector.Options.Rules);
        Assert.Single(host.Running.Services.GetServices<IHostedService>().OfType<RecorderService>());
    }

    [Fact]
    public async Task TheInterfaceAndTheClassAreOneCollector()
    {
        await using var host = await new TestHost().StartAsync();
        Assert.Same(host.Collector, host.Running.Services.GetRequiredService<IEventCollector>());
    }

    [Fact]
    public async Task AnEventThatTheProgramCollectsStandsBesideTheRest()
    {
        await using var host = await new TestHost().StartAsync();
        await host.Running.Services.GetRequiredService<IEventCollector>().CollectAsync(
            new Event { System = SourceSystem.Mahavishnu, Type = EventType.WorkflowStarted, Title = "Started" });
        Assert.Equal(EventType.WorkflowStarted, Assert.Single(await host.ReadAsync()).Type);
    }
}
