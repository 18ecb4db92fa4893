using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Hosting.Tests;

public class StopTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task AHostThatHasStoppedHasStoredWhatItsServicesSaid(bool registeredFirst)
    {
        using var folder = new TempFolder();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        var hasStopped = new TaskCompletionSource();
        builder.Services.AddSingleton(hasStopped);
        if (registeredFirst)
            builder.Services.AddHostedService<Talker>();
        builder.Services.AddCentralEventLogging(o => o.DatabasePath = folder.Database);
        if (!registeredFirst)
            builder.Services.AddHostedService<Talker>();
        using var host = builder.Build();
        await host.StartAsync();

        using (var elsewhere = new LockedStore(folder.Database))
        {
            // Nothing can be stored before the service has spoken its last: all of it has to be waited for.
            var stopping = host.StopAsync();
            await hasStopped.Task;
            elsewhere.Dispose();
            await stopping;
        }

        await using var other = EventCollector.Open(folder.Database);
        Assert.Equal(["Stopping", "Stop", "Stopped"], (await TalkAsync(other)).Select(e => e.Title));
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
            host.Services.GetRequiredService<ILogger<Talker>>().LogInformation("Afterwards");
        }

        await using var other = EventCollector.Open(folder.Database);
        Assert.Equal("Afterwards", Assert.Single(await TalkAsync(other)).Title);
    }

    private static ValueTask<IReadOnlyList<Event>> TalkAsync(EventCollector collector) =>
        collector.Query().SourceComponent(typeof(Talker).FullName!.Replace('+', '.')).OrderBy(EventField.Timestamp, descending: false).ToListAsync();

    private sealed class Talker(ILogger<Talker> log, TaskCompletionSource hasStopped) : IHostedLifecycleService
    {
        public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StoppingAsync(CancellationToken cancellationToken) => Say("Stopping");

        public Task StopAsync(CancellationToken cancellationToken) => Say("Stop");

        public Task StoppedAsync(CancellationToken cancellationToken)
        {
            Say("Stopped");
            hasStopped.SetResult();
            return Task.CompletedTask;
        }

        private Task Say(string what)
        {
            log.Log(LogLevel.Information, what);
            return Task.CompletedTask;
        }
    }
}
