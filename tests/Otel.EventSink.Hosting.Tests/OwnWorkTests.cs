using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>R12: the recorder does not record itself.</summary>
public class OwnWorkTests
{
    private static readonly ActivitySource Source = new("Failure handler");

    [Fact]
    public async Task NothingIsRecordedAboutStartUseAndStop()
    {
        await using var host = new TestHost(("Logging:LogLevel:Default", "Trace"), ("EventSink:Spans", "Sampling"));
        host.Services.AddHealthChecks().AddEventSink();
        await host.StartAsync();
        await host.Running.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();
        _ = await host.Collector.Query().CountAsync();
        _ = await host.Collector.GetStatisticsAsync();
        await host.Collector.DeleteBeforeAsync(DateTimeOffset.UnixEpoch);
        await host.Running.StopAsync();
        // All that there is comes from the framework, and that is left out here.
        Assert.Empty(await host.ReadFromOutsideAsync());
    }

    [Fact]
    public async Task AFailureHandlerThatLogsAndTracesMakesNoEventsOfTheWritersFailures()
    {
        var handled = new BlockingCollection<bool>();
        ILogger? log = null;
        await using var host = new TestHost(("EventSink:Spans", "Sampling"));
        host.Services.AddCentralEventLogging(o => o.OnFailure = failure =>
        {
            using var span = Source.StartActivity("handle failure");
            log!.LogError("The recorder failed: {Failure}", failure.Message);
            handled.Add(span is null);
        });
        await host.StartAsync();
        log = host.Log("Failure handler");
        using (new LockedStore(host.Database))
        {
            log.LogInformation("Waits for the lock");
            Assert.True(handled.Take(), "A span was made on the writer's thread.");
        }

        Assert.Equal("Waits for the lock", Assert.Single(await host.ReadAsync()).Title);
    }

    [Fact]
    public async Task AFailureHandlerThatCallsAServiceMakesNoEventsOfTheCall()
    {
        using var service = new AnsweringService();
        var called = new TaskCompletionSource();
        HttpClient? client = null;
        ILogger? log = null;
        await using var host = new TestHost(("EventSink:Spans", "Sampling"), ("Logging:LogLevel:Default", "Trace"));
        host.Services.AddHttpClient();
        host.Services.AddCentralEventLogging(o => o.OnFailure = failure => _ = CallAsync());
        await host.StartAsync();
        client = host.Running.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        log = host.Log("Failure handler");
        using (new LockedStore(host.Database))
        {
            log.LogInformation("Waits for the lock");
            await called.Task.WaitAsync(TimeSpan.FromSeconds(30));
        }

        Assert.Equal("Waits for the lock", Assert.Single(await host.ReadAsync()).Title);

        async Task CallAsync()
        {
            try
            {
                // All of it goes on elsewhere than on the thread that failed.
                await Task.Yield();
                using var span = Source.StartActivity("tell somebody");
                (await client!.GetAsync(service.Address)).EnsureSuccessStatusCode();
                log!.LogError("Somebody was told");
                called.TrySetResult();
            }
            catch (Exception e)
            {
                called.TrySetException(e);
            }
        }
    }
}
