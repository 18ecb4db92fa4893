using Microsoft.Extensions.DependencyInjection;

namespace Otel.EventSink.Exporters;

internal static class Collectors
{
    public static EventCollector Find(IServiceProvider provider, EventSinkExporterOptions options) =>
        options.Collector
        ?? provider.GetService<EventCollector>()
        ?? throw new InvalidOperationException(
            "AddEventSinkExporter finds no collector to export to: call services.AddCentralEventLogging(), or set EventSinkExporterOptions.Collector.");

    /// <summary>Waits for what was exported; false where the time was not enough or the store refused.</summary>
    public static bool Flush(EventCollector collector, int timeoutMilliseconds)
    {
        try
        {
            return collector.FlushAsync().AsTask().Wait(timeoutMilliseconds);
        }
        catch (AggregateException e) when (e.InnerException is EventStoreException)
        {
            return false;
        }
    }
}
