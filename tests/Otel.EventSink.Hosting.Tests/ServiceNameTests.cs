using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

public class ServiceNameTests
{
    [Theory]
    [InlineData(null, null, "named-by-the-host")]
    [InlineData("named-by-environment", null, "named-by-environment")]
    [InlineData(" ", null, "named-by-the-host")]
    [InlineData("named-by-environment", "named-by-option", "named-by-option")]
    [InlineData(null, "named-by-option", "named-by-option")]
    public async Task TheOptionComesBeforeTheEnvironmentBeforeTheHost(string? environment, string? option, string expected)
    {
        using var folder = new TempFolder();
        using (var child = Child.Of(
            "HostProcess", new Dictionary<string, string?> { ["OTEL_SERVICE_NAME"] = environment, ["EventSink__ServiceName"] = option }, "service-name", folder.Database))
            child.ReadToEnd();

        await using var collector = EventCollector.Open(folder.Database);
        var said = Assert.Single(await collector.Query().Search("Who am I").ToListAsync());
        Assert.Equal(expected, said.System.Name);
        Assert.Equal(expected, ((IReadOnlyDictionary<string, object?>)said.Metadata["resource"]!)["service.name"]);
    }

    [Fact]
    public async Task CodeNamesTheServiceToo()
    {
        await using var host = new TestHost(("EventSink:ServiceName", "named-by-configuration"));
        host.Services.Configure<EventSinkOptions>(o => o.ServiceName = "named-by-code");
        await host.StartAsync();
        host.Log().LogInformation("Hello");
        Assert.Equal("named-by-code", Assert.Single(await host.ReadAsync()).System.Name);
    }
}
