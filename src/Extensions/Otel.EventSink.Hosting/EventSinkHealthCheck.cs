using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Otel.EventSink.Hosting;

internal sealed class EventSinkHealthCheck(IEventCollector collector) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var health = await collector.CheckHealthAsync(cancellationToken).ConfigureAwait(false);
        var data = new Dictionary<string, object>
        {
            ["database"] = health.DatabasePath,
            ["accepted"] = health.Accepted,
            ["stored"] = health.Stored,
            ["queue_depth"] = health.QueueDepth,
        };
        foreach (var (reason, count) in health.Dropped)
            data[$"dropped.{reason}"] = count;
        var text = health.LastError is { } error ? $"{health.Status}. Last failure: {error.Message}" : health.Status.ToString();
        return health.Status switch
        {
            CollectorStatus.Healthy => HealthCheckResult.Healthy(text, data),
            CollectorStatus.Degraded => HealthCheckResult.Degraded(text, data: data),
            _ => new HealthCheckResult(context.Registration.FailureStatus, text, data: data),
        };
    }
}
