using Microsoft.Extensions.Hosting;

namespace Otel.EventSink.Hosting;

/// <summary>
/// Ties the recorder to the host: a store that cannot be opened stops the start, and what the host said while stopping is on the disk
/// when it has stopped. What is said later still is stored when the container is disposed.
/// </summary>
internal sealed class RecorderService(EventCollector collector) : IHostedLifecycleService
{
    /// <summary>Before any other service starts: with a file that cannot be opened none does.</summary>
    public Task StartingAsync(CancellationToken cancellationToken) => collector.WhenOpenAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StoppedAsync(CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(collector.Options.ShutdownTimeout);
        try
        {
            await collector.FlushAsync(Durability.Synced, limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e)
        {
            // The host goes on stopping; disposing tries once more, and counts what is lost.
            collector.Failures.Report("stop", $"Not all events were stored when the host stopped, within {collector.Options.ShutdownTimeout}.", e);
        }
    }
}
