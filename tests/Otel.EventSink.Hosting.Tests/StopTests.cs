using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

public class StopTests
{
    [Fact]
    public async Task AHostThatHasStoppedHasStoredWhatWasSaidUntilThen()
    {
        await using var host = new TestHost();
        host.Services.AddHostedService<Talker>();
        await host.StartAsync();
        using (var elsewhere = new LockedStore(host.Database))
        {
            // Nothing can be stored before the last service has spoken: all of it has to be waited for.
            host.Log().LogInformation("Running");
            var stopping = host.Running.StopAsync();
            await Talker.HasStopped.Task;
            elsewhere.Dispose();
            await stopping;
        }

        Assert.Equal(["Running", "Stopping", "Stop", "Stopped"], (await host.ReadFromOutsideAsync()).Select(e => e.Title));
    }

    [Fact]
    public async Task AStoreThatStaysLockedDoesNotKeepTheHostFromStopping()
    {
        var failures = new List<EventSinkFailure>();
        await using var host = new TestHost(("EventSink:ShutdownTimeout", "00:00:00.2"));
        host.Services.AddCentralEventLogging(o => o.OnFailure = failures.Add);
        await host.StartAsync();
        using var elsewhere = new LockedStore(host.Database);
        host.Log().LogInformation("Too late");
        await host.Running.StopAsync();
        Assert.Contains(failures, f => f.Operation == "stop" && f.Message.Contains("within 00:00:00.2"));
    }

    [Fact]
    public async Task WhatIsSaidAfterTheStopIsStoredWhenTheHostIsDisposed()
    {
        using var folder = new TempFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddCentralEventLogging(o => o.DatabasePath = folder.Database);
        using (var host = builder.Build())
        {
            await host.StartAsync();
            await host.StopAsync();
            host.Services.GetRequiredService<ILogger<StopTests>>().LogInformation("Afterwards");
        }

        await using var other = EventCollector.Open(folder.Database);
        Assert.Equal(1, await other.Query().Search("Afterwards").CountAsync());
    }

    private sealed class Talker(ILogger<Talker> log) : IHostedLifecycleService
    {
        public static TaskCompletionSource HasStopped { get; } = new();

        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Say("Stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Say("Stop");

        public Task StoppedAsync(CancellationToken cancellationToken)
        {
            Say("Stopped");
            HasStopped.SetResult();
            return Task.CompletedTask;
        }

        private Task Say(string what)
        {
            log.Log(LogLevel.Information, what);
            return Task.CompletedTask;
        }
    }
}
