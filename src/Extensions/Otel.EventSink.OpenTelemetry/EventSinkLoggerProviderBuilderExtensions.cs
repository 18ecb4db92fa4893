using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Otel.EventSink;
using Otel.EventSink.Exporters;

namespace OpenTelemetry.Logs;

/// <summary>Sends a pipeline's log records to the event store.</summary>
public static class EventSinkLoggerProviderBuilderExtensions
{
    /// <summary>Adds the exporter. Where <c>AddCentralEventLogging</c> records the host's logs into the same store, it adds nothing to them.</summary>
    public static LoggerProviderBuilder AddEventSinkExporter(this LoggerProviderBuilder builder) => AddEventSinkExporter(builder, null, null);

    /// <inheritdoc cref="AddEventSinkExporter(LoggerProviderBuilder)"/>
    public static LoggerProviderBuilder AddEventSinkExporter(this LoggerProviderBuilder builder, Action<EventSinkExporterOptions> configure) =>
        AddEventSinkExporter(builder, null, configure);

    /// <inheritdoc cref="AddEventSinkExporter(LoggerProviderBuilder)"/>
    /// <param name="name">The name of the options. Default: the unnamed ones.</param>
    /// <param name="configure">Sets the options. Default: none.</param>
    public static LoggerProviderBuilder AddEventSinkExporter(this LoggerProviderBuilder builder, string? name, Action<EventSinkExporterOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= Options.DefaultName;
        if (configure is not null)
            builder.ConfigureServices(services => services.Configure(name, configure));
        return builder.AddProcessor(provider => LogProcessors.Create(provider, name));
    }

    /// <inheritdoc cref="AddEventSinkExporter(LoggerProviderBuilder)"/>
    /// <param name="configure">Sets the options. Default: none.</param>
    public static OpenTelemetryLoggerOptions AddEventSinkExporter(this OpenTelemetryLoggerOptions options, Action<EventSinkExporterOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options.AddProcessor(provider => LogProcessors.Create(provider, Options.DefaultName, configure));
    }
}
