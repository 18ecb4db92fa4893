using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>Filters know the provider as <c>EventSink</c>.</summary>
public class FilterTests
{
    [Theory]
    [InlineData("Logging:EventSink:LogLevel:Default", "Error", new[] { "error" })]
    [InlineData("Logging:EventSink:LogLevel:Shop", "Warning", new[] { "warning", "error" })]
    [InlineData("Logging:EventSink:LogLevel:Default", "Trace", new[] { "trace", "information", "warning", "error" })]
    [InlineData("Logging:EventSink:LogLevel:Default", "None", new string[0])]
    [InlineData("Logging:LogLevel:Default", "Warning", new[] { "warning", "error" })]
    [InlineData("Logging:Console:LogLevel:Default", "Error", new[] { "information", "warning", "error" })]
    public async Task TheAliasSelectsWhatIsRecorded(string key, string level, string[] recorded)
    {
        await using var host = await new TestHost((key, level)).StartAsync();
        host.Log().LogTrace("trace");
        host.Log().LogInformation("information");
        host.Log().LogWarning("warning");
        host.Log().LogError("error");
        Assert.Equal(recorded, (await host.ReadAsync()).Select(e => e.Title));
    }

    [Theory]
    [InlineData("true", true)]
    [InlineData("false", false)]
    public async Task ScopesAreRecordedUnlessSwitchedOff(string setting, bool recorded)
    {
        await using var host = await new TestHost(("EventSink:IncludeScopes", setting)).StartAsync();
        using (host.Log().BeginScope("Checkout {Step}", 2))
        using (host.Log().BeginScope(new Dictionary<string, object?> { ["correlation_id"] = "order-7" }))
            host.Log().LogInformation("Paid");

        var said = Assert.Single(await host.ReadAsync());
        Assert.Equal(recorded, said.Metadata.ContainsKey("scopes"));
        Assert.Equal(recorded ? "order-7" : null, said.CorrelationId);
    }
}
