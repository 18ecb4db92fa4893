using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>A rule, from the configuration to the store.</summary>
public class RuleTests
{
    private static readonly ActivitySource Source = new("Shop.Orders");

    [Fact]
    public async Task ARuleSaysWhatALogRecordMeans()
    {
        await using var host = await new TestHost(
            ("EventSink:Rules:0:Source", "Shop.*"),
            ("EventSink:Rules:0:Name", "*placed*"),
            ("EventSink:Rules:0:Attributes:OrderId", "*"),
            ("EventSink:Rules:0:SetType", "order.placed"),
            ("EventSink:Rules:0:SetSystem", "orders"),
            ("EventSink:Rules:0:SetSeverity", "Critical"),
            ("EventSink:Rules:0:SetTags", "money"),
            ("EventSink:Rules:0:SetCorrelationFrom", "OrderId")).StartAsync();
        host.Log("Shop.Orders").LogInformation("Order {OrderId} placed", "A-7");
        host.Log("Shop.Orders").LogInformation("Order placed by {Customer}", "Ada");

        var events = await host.ReadAsync();
        Assert.Equal(("order.placed", "orders", Severity.Critical, "A-7"), (events[0].Type.Name, events[0].System.Name, events[0].Severity, events[0].CorrelationId));
        Assert.Equal(["money"], events[0].Tags);
        Assert.Equal((EventType.LogRecord, "test-host", Severity.Info), (events[1].Type, events[1].System.Name, events[1].Severity));
    }

    [Fact]
    public async Task ARuleSaysWhatASpanMeans()
    {
        await using var host = await new TestHost(
            ("EventSink:Rules:0:Source", "Shop.Orders"),
            ("EventSink:Rules:0:Attributes:http.request.method", "POST"),
            ("EventSink:Rules:0:SetType", "order.placed"),
            ("EventSink:Rules:1:Source", "Shop.Orders"),
            ("EventSink:Rules:1:SetTags:0", "second")).StartAsync();
        Source.StartActivity("post")!.SetTag("http.request.method", "POST").Dispose();
        Source.StartActivity("get")!.SetTag("http.request.method", "GET").Dispose();

        var events = await host.ReadAsync();
        Assert.Equal(["order.placed", "span.completed"], events.Select(e => e.Type.Name));
        Assert.Equal(["", "second"], events.Select(e => string.Join(' ', e.Tags)));
    }

    [Fact]
    public async Task ARuleMayComeFromCode()
    {
        await using var host = new TestHost();
        host.Services.AddCentralEventLogging(o => o.Rules.Add(new EventRule { Service = "TEST-*", SetTags = ["ours"] }));
        await host.StartAsync();
        host.Log().LogInformation("Hello");
        Assert.Equal(["ours"], Assert.Single(await host.ReadAsync()).Tags);
    }
}
