using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HostProcess;

/// <summary>A host that says a hundred things and ends in one of the ways a host can end.</summary>
internal static class Endings
{
    public static async Task<int> RunAsync(string database, string way)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        // To see how it would have ended by itself.
        if (database != "none")
            builder.Services.AddCentralEventLogging(o => o.DatabasePath = database);
        if (way == "background-exception")
            builder.Services.AddHostedService<Failing>();
        if (way == "during start")
            builder.Services.AddHostedService<Starting>();
        // Never disposed: what is kept is kept by the way out itself.
        var host = builder.Build();
        await host.StartAsync();
        var log = host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HostProcess");
        var lifetime = host.Services.GetRequiredService<IHostApplicationLifetime>();
        if (way == "stop-application")
            lifetime.ApplicationStopping.Register(() => log.LogInformation("Stopping"));

        for (var i = 0; i < 100; i++)
            log.LogInformation("Kept {Number}", i);
        Console.WriteLine("said");

        switch (way)
        {
            case "return":
                return 0;
            case "stop":
                await host.StopAsync();
                return 0;
            case "stop-application":
                lifetime.StopApplication();
                break;
            case "exit":
                Environment.Exit(3);
                break;
            case "unhandled-exception":
                new Thread(() => throw new InvalidOperationException("A thread of the host's failed.")).Start();
                break;
            case "background-exception":
                Failing.Now.SetResult();
                break;
        }

        // SIGTERM and SIGINT find the host here.
        await host.WaitForShutdownAsync();
        return 0;
    }

    /// <summary>Says all there is to say and then never comes to an end by itself.</summary>
    private sealed class Starting(ILoggerFactory logging) : IHostedService
    {
        public async Task StartAsync(CancellationToken cancellationToken)
        {
            var log = logging.CreateLogger("HostProcess");
            for (var i = 0; i < 100; i++)
                log.LogInformation("Kept {Number}", i);
            Console.WriteLine("said");
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class Failing : BackgroundService
    {
        public static readonly TaskCompletionSource Now = new();

        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Now.Task;
            throw new InvalidOperationException("A background service failed.");
        }
    }
}
