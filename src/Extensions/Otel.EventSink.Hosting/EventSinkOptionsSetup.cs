using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Otel.EventSink.Hosting;

/// <summary>
/// The options from the configuration, and the service's name from the host where nobody else has named it. A class instead of
/// delegates, which go through generic code that is compiled anew in each process.
/// </summary>
internal sealed class EventSinkOptionsSetup(IServiceProvider provider) : IConfigureOptions<EventSinkOptions>, IPostConfigureOptions<EventSinkOptions>
{
    public void Configure(EventSinkOptions options) =>
        EventSinkConfiguration.Read(provider.GetService<IConfiguration>()?.GetSection(EventSinkConfiguration.SectionName), options);

    public void PostConfigure(string? name, EventSinkOptions options) => options.ServiceName ??= ServiceName(provider.GetService<IHostEnvironment>());

    private static string? ServiceName(IHostEnvironment? environment) =>
        string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME")) && !string.IsNullOrWhiteSpace(environment?.ApplicationName)
            ? environment.ApplicationName
            : null;
}
