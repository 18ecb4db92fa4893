using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Logs;

namespace Otel.EventSink.Exporters.Tests;

/// <summary>Containers whose log records reach a collector in one way or another.</summary>
internal static class LogPipelines
{
    /// <summary>Through the recorder's own logger provider.</summary>
    public static ServiceProvider Direct(string database) => new ServiceCollection()
        .AddCentralEventLogging(o => (o.DatabasePath, o.Spans) = (database, SpanCapture.Off))
        .BuildServiceProvider();

    /// <summary>Through <c>WithLogging</c>, or <c>logging.AddOpenTelemetry</c>.</summary>
    public static ServiceProvider Exported(string database, string way, Action<OpenTelemetryLoggerOptions> configure, Action<EventSinkExporterOptions>? export = null)
    {
        var services = new ServiceCollection().AddSingleton(_ => EventCollector.Open(database));
        if (way == "WithLogging")
            services.AddOpenTelemetry().WithLogging(l => l.AddEventSinkExporter(export ?? (_ => { })), configure);
        else
            services.AddLogging(l => l.AddOpenTelemetry(o =>
            {
                configure(o);
                o.AddEventSinkExporter(export);
            }));
        return services.BuildServiceProvider();
    }

    /// <summary>Lets the program speak, and reads what came of it, in its order.</summary>
    public static async Task<IReadOnlyList<Event>> RecordAsync(ServiceProvider provider, Action<ILogger> speak)
    {
        await using (provider)
        {
            speak(provider.GetRequiredService<ILoggerFactory>().CreateLogger("Shop.Orders"));
            provider.GetService<LoggerProvider>()?.ForceFlush();
            var collector = provider.GetRequiredService<EventCollector>();
            await collector.FlushAsync();
            return [.. (await collector.Query().Limit(100_000).ToListAsync()).OrderBy(e => e.Sequence)];
        }
    }
}
