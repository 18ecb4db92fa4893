using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Otel.EventSink;
using Otel.EventSink.Exporters;

namespace OpenTelemetry.Trace;

/// <summary>Sends a pipeline's spans to the event store.</summary>
public static class EventSinkTracerProviderBuilderExtensions
{
    /// <summary>Adds the exporter. A span that the recorder's own listener has stored already is not stored again.</summary>
    public static TracerProviderBuilder AddEventSinkExporter(this TracerProviderBuilder builder) => AddEventSinkExporter(builder, null, null);

    /// <inheritdoc cref="AddEventSinkExporter(TracerProviderBuilder)"/>
    public static TracerProviderBuilder AddEventSinkExporter(this TracerProviderBuilder builder, Action<EventSinkExporterOptions> configure) =>
        AddEventSinkExporter(builder, null, configure);

    /// <inheritdoc cref="AddEventSinkExporter(TracerProviderBuilder)"/>
    /// <param name="name">The name of the options. Default: the unnamed ones.</param>
    /// <param name="configure">Sets the options. Default: none.</param>
    public static TracerProviderBuilder AddEventSinkExporter(this TracerProviderBuilder builder, string? name, Action<EventSinkExporterOptions>? configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        name ??= Options.DefaultName;
        if (configure is not null)
            builder.ConfigureServices(services => services.Configure(name, configure));
        return builder.AddProcessor(provider =>
        {
            var options = provider.GetRequiredService<IOptionsMonitor<EventSinkExporterOptions>>().Get(name);
            var exporter = new EventSinkSpanExporter(Collectors.Find(provider, options));
            return options.ExportProcessorType == ExportProcessorType.Simple
                ? new SimpleActivityExportProcessor(exporter)
                : new FlushingSpanProcessor(exporter, options.SpanBatch);
        });
    }
}
