using Microsoft.Extensions.Diagnostics.HealthChecks;
using Otel.EventSink;
using Otel.EventSink.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Shows the recorder's health among the host's.</summary>
public static class EventSinkHealthChecksBuilderExtensions
{
    /// <summary>Adds a check that reports what <see cref="IEventCollector.CheckHealthAsync"/> says.</summary>
    /// <param name="name">The name of the check. Default: <c>eventsink</c>.</param>
    /// <param name="failureStatus">What an unhealthy recorder is reported as. Default: unhealthy.</param>
    /// <param name="tags">Tags to select checks by. Default: none.</param>
    public static IHealthChecksBuilder AddEventSink(
        this IHealthChecksBuilder builder, string name = "eventsink", HealthStatus? failureStatus = null, IEnumerable<string>? tags = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(new HealthCheckRegistration(
            name, static provider => new EventSinkHealthCheck(provider.GetRequiredService<IEventCollector>()), failureStatus, tags));
    }
}
