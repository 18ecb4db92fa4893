using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Otel.EventSink.Hosting.Tests;

public class HealthCheckTests
{
    [Fact]
    public async Task AWorkingRecorderIsHealthy()
    {
        await using var host = await StartAsync(checks => checks.AddEventSink());
        host.Log().LogInformation("Counted");
        await host.Collector.FlushAsync();
        var (name, entry) = Assert.Single((await ReportAsync(host)).Entries);
        Assert.Equal(("eventsink", HealthStatus.Healthy, "Healthy"), (name, entry.Status, entry.Description));
        Assert.Equal(host.Database, entry.Data["database"]);
        Assert.Equal((await host.Collector.CheckHealthAsync()).Stored, entry.Data["stored"]);
    }

    [Fact]
    public async Task ARecorderThatDroppedSomethingIsDegraded()
    {
        await using var host = await StartAsync(checks => checks.AddEventSink());
        host.Collector.Pipeline.Refuse(Pipeline.DropReason.CaptureFailed);
        var entry = (await ReportAsync(host)).Entries["eventsink"];
        Assert.Equal(HealthStatus.Degraded, entry.Status);
        Assert.Equal(1L, entry.Data["dropped.capture_failed"]);
    }

    [Theory]
    [InlineData(null, HealthStatus.Unhealthy)]
    [InlineData(HealthStatus.Degraded, HealthStatus.Degraded)]
    public async Task AClosedRecorderIsReportedAsWhatWasAskedFor(HealthStatus? failureStatus, HealthStatus expected)
    {
        await using var host = await StartAsync(checks => checks.AddEventSink(failureStatus: failureStatus));
        host.Collector.Dispose();
        var entry = (await ReportAsync(host)).Entries["eventsink"];
        Assert.Equal(expected, entry.Status);
        Assert.StartsWith("Unhealthy", entry.Description);
    }

    [Fact]
    public async Task TheLastFailureIsTold()
    {
        await using var host = await StartAsync(checks => checks.AddEventSink());
        host.Collector.Failures.Report("append", "The disk is full.", null);
        Assert.Equal("Healthy. Last failure: The disk is full.", (await ReportAsync(host)).Entries["eventsink"].Description);
    }

    [Fact]
    public async Task NameAndTagsAreTheCallers()
    {
        await using var host = await StartAsync(checks => checks.AddEventSink("recorder", tags: ["ready"]));
        var registration = Assert.Single(host.Running.Services.GetRequiredService<IOptions<HealthCheckServiceOptions>>().Value.Registrations);
        Assert.Equal("recorder", registration.Name);
        Assert.Equal(["ready"], registration.Tags);
    }

    private static async Task<TestHost> StartAsync(Action<IHealthChecksBuilder> add)
    {
        var host = new TestHost();
        host.Services.AddCentralEventLogging(o => o.OnFailure = static _ => { });
        add(host.Services.AddHealthChecks());
        return await host.StartAsync();
    }

    private static Task<HealthReport> ReportAsync(TestHost host) => host.Running.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
}
