using Microsoft.Extensions.DependencyInjection;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Hosting;

/// <summary>Whether the host traces with OpenTelemetry; known by name, since the package need not be there.</summary>
internal static class TracerProviders
{
    /// <summary>
    /// True wherever a tracer provider is registered. Where none is, one may still be built by hand: the SDK then shows itself, which
    /// says nothing only if it is there for logs or metrics alone.
    /// </summary>
    public static TracerPresence DetectIn(IServiceCollection services)
    {
        if (Has(services, "OpenTelemetry.Trace.TracerProvider"))
            return TracerPresence.Certain;
        return Has(services, "OpenTelemetry.Logs.LoggerProvider") || Has(services, "OpenTelemetry.Metrics.MeterProvider")
            ? TracerPresence.None
            : TracerPresence.WhereSdkIsActive;
    }

    private static bool Has(IServiceCollection services, string typeName) =>
        services.Any(d => d.ServiceType.FullName == typeName);
}
