using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Otel.EventSink;
using Otel.EventSink.Capture;
using Otel.EventSink.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Turns the recorder on.</summary>
public static class EventSinkServiceCollectionExtensions
{
    /// <summary>
    /// From here on every log record that the filters let through and every span becomes an event in one SQLite file. Options come
    /// from the configuration section <c>EventSink</c>, then from <paramref name="configure"/>. Filters know the provider by the alias
    /// <c>EventSink</c>. Calling this again only adds to the options.
    /// </summary>
    /// <remarks>
    /// A database that cannot be opened, an invalid option, or a rule that cannot be read stops the host at start, with an
    /// <see cref="EventStoreException"/> or an <see cref="OptionsValidationException"/> that says which.
    /// </remarks>
    public static IServiceCollection AddCentralEventLogging(this IServiceCollection services, Action<EventSinkOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (!services.Any(d => d.ImplementationType == typeof(RecorderService)))
            AddOnce(services);
        if (configure is not null)
            services.Configure(configure);
        return services;
    }

    private static void AddOnce(IServiceCollection services)
    {
        services.AddLogging();
        services.AddOptions();
        // Read before the host has started, and with them what is wrong with them is said: they need no ValidateOnStart.
        services.AddSingleton<IConfigureOptions<EventSinkOptions>, EventSinkOptionsSetup>();
        services.AddSingleton<IPostConfigureOptions<EventSinkOptions>, EventSinkOptionsSetup>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventSinkOptions>, EventSinkOptionsValidator>());
        services.TryAddSingleton(provider => Open(provider, services));
        services.TryAddSingleton<IEventCollector>(static provider => provider.GetRequiredService<EventCollector>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<ILoggerProvider, EventSinkLoggerProvider>());
        // First to start, so that nothing starts unrecorded; last to stop.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, RecorderService>());
    }

    private static EventCollector Open(IServiceProvider provider, IServiceCollection services)
    {
        var options = provider.GetRequiredService<IOptions<EventSinkOptions>>().Value;
        // All registrations are in by now: the container is built.
        // A host waits for the file when it starts (RecorderService); where there is none, nobody would. Not resolved: it needs loggers.
        var isHosted = services.Any(static d => d.ServiceType == typeof(IHostApplicationLifetime));
        var collector = isHosted ? EventCollector.Start(options) : EventCollector.Open(options);
        var tracer = TracerProviders.DetectIn(services);
        collector.ListenToSpans(tracer);
        if (tracer != TracerPresence.Certain && options.Spans is SpanCapture.Auto or SpanCapture.Sampling)
            DescribeHttpRequests();
        return collector;
    }

    /// <summary>
    /// ASP.NET Core 10 leaves the name, route and status of a request's span to OpenTelemetry's instrumentation unless this switch is
    /// off, which is the default from version 11 on. Read when the server starts, after this. Whoever has set it keeps it.
    /// </summary>
    private static void DescribeHttpRequests()
    {
        const string Suppress = "Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData";
        if (!AppContext.TryGetSwitch(Suppress, out _))
            AppContext.SetSwitch(Suppress, false);
    }
}
