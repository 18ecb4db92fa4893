using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Benchmarks.Idle;

/// <summary>A process that starts a host, with the recorder or without, logs one line and is idle. What it cost, as one line of JSON.</summary>
internal static class IdleHost
{
    public static async Task<object> RunAsync(Arguments arguments)
    {
        var seconds = arguments.Int("seconds", 0);
        var started = Stopwatch.GetTimestamp();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        if (arguments.Text("db") is { } path)
            builder.Services.AddCentralEventLogging(o => o.DatabasePath = path);
        using var host = builder.Build();
        await host.StartAsync();
        var startup = Stopwatch.GetElapsedTime(started).TotalMilliseconds;

        var (all, own) = seconds > 0 ? await BeIdleAsync(host, seconds, arguments.Int("settle", 15)) : default;
        var cost = new IdleCost(startup, GC.GetTotalMemory(forceFullCollection: true), Environment.WorkingSet, all, own);
        await host.StopAsync();
        return cost;
    }

    private static async Task<(long All, long Own)> BeIdleAsync(IHost host, int seconds, int settle)
    {
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop").LogInformation("Idle from here on");
        GC.Collect();
        await SettleAsync(settle);
        var before = ThreadSwitches.Now();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var after = ThreadSwitches.Now();
        return (after.Since(before), after.Since(before, "EventSink"));
    }

    /// <summary>What was logged is on the disk after half a second; the compiler and the thread pool take some seconds to come to rest.</summary>
    private static async Task SettleAsync(int patience)
    {
        for (; patience > 0; patience--)
        {
            var before = ThreadSwitches.Now();
            await Task.Delay(TimeSpan.FromSeconds(1));
            if (ThreadSwitches.Now().Since(before) <= 10)
                return;
        }
    }
}

/// <param name="StartupMilliseconds">From the builder's making until the host has started.</param>
/// <param name="Switches">Of all threads, in the idle time.</param>
/// <param name="OwnSwitches">Of the recorder's threads.</param>
internal sealed record IdleCost(double StartupMilliseconds, long HeapBytes, long WorkingSetBytes, long Switches, long OwnSwitches);
