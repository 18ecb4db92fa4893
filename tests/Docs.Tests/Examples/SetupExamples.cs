using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using OpenTelemetry.Logs;
using OpenTelemetry.Trace;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class SetupExamples
{
    public static Task SetupLine(WebApplicationBuilder builder)
    {
        // <setup-line>
        builder.Services.AddCentralEventLogging();
        // </setup-line>
        return Task.CompletedTask;
    }

    public static async Task SetupOptions(WebApplicationBuilder builder)
    {
        // <setup-options>
        builder.Services.AddCentralEventLogging(options =>
        {
            options.ServiceName = "shop";
            options.MaxAge = TimeSpan.FromDays(30);
            options.MaxBytes = 2L << 30; // 2 GiB
            options.FullMode = QueueFullMode.WaitWithTimeout;
        });
        // </setup-options>
        await using var app = builder.Build();
        Assert.Equal(2L << 30, app.Services.GetRequiredService<IOptions<EventSinkOptions>>().Value.MaxBytes);
    }

    public static async Task SetupHealth(WebApplicationBuilder builder)
    {
        // <setup-health>
        builder.Services.AddCentralEventLogging();
        builder.Services.AddHealthChecks().AddEventSink();
        await using var app = builder.Build();
        app.MapHealthChecks("/health");
        // </setup-health>
        var report = await app.Services.GetRequiredService<Microsoft.Extensions.Diagnostics.HealthChecks.HealthCheckService>().CheckHealthAsync();
        Assert.Contains("eventsink", report.Entries.Keys);
    }

    public static async Task SetupExporter(WebApplicationBuilder builder)
    {
        // <setup-exporter>
        builder.Services.AddCentralEventLogging();
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Shop.*").AddEventSinkExporter());
        // </setup-exporter>
        await using var app = builder.Build();
        Assert.NotNull(app.Services.GetService<TracerProvider>());
    }

    public static async Task SetupExporterOwn(WebApplicationBuilder builder, EventCollector collector)
    {
        // <setup-exporter-own>
        // No AddCentralEventLogging: the pipeline's spans and log records go to a collector of the host's own.
        builder.Services.AddOpenTelemetry()
            .WithTracing(tracing => tracing.AddSource("Shop.*").AddEventSinkExporter(o => o.Collector = collector))
            .WithLogging(logging => logging.AddEventSinkExporter(o => o.Collector = collector));
        // </setup-exporter-own>
        await using var app = builder.Build();
        Assert.NotNull(app.Services.GetService<TracerProvider>());
        Assert.NotNull(app.Services.GetService<LoggerProvider>());
    }
}
