using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Compliance.Classification;
using Microsoft.Extensions.Compliance.Redaction;
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

    public static async Task SetupRedaction(WebApplicationBuilder builder)
    {
        // <setup-redaction>
        builder.Services.AddCentralEventLogging(options =>
        {
            options.RedactedKeys.Add("*iban*");
            options.RedactedKeys.Add("!*.token_type"); // no secret
            options.Redactor = (key, value) => $"[{value.Length} characters]";
        });
        // </setup-redaction>
        await using var app = builder.Build();
        Assert.Equal("[3 characters]", app.Services.GetRequiredService<IOptions<EventSinkOptions>>().Value.Redactor!("iban", "DE0"));
    }

    public static async Task SetupRedactor(WebApplicationBuilder builder)
    {
        // <setup-redactor>
        var secrets = new DataClassificationSet(new DataClassification("shop", "secret"));
        builder.Services.AddRedaction(redaction => redaction.SetRedactor<ErasingRedactor>(secrets));
        builder.Services.AddCentralEventLogging();
        builder.Services.AddOptions<EventSinkOptions>().Configure<IRedactorProvider>((options, redactors) =>
        {
            var redactor = redactors.GetRedactor(secrets);
            options.Redactor = (_, value) => redactor.Redact(value);
        });
        // </setup-redactor>
        await using var app = builder.Build();
        Assert.Equal("", app.Services.GetRequiredService<IOptions<EventSinkOptions>>().Value.Redactor!("password", "hunter2"));
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
