using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace HostProcess;

/// <summary>A host that names itself by its application name alone, and says one thing.</summary>
internal static class ServiceNames
{
    public static async Task RunAsync(string database)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { ApplicationName = "named-by-the-host" });
        builder.Logging.ClearProviders();
        builder.Services.AddCentralEventLogging(o => o.DatabasePath = database);
        using var host = builder.Build();
        await host.StartAsync();
        host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("HostProcess").LogInformation("Who am I");
        await host.StopAsync();
    }
}
