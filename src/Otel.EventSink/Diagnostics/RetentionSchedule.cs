namespace Otel.EventSink.Diagnostics;

/// <summary>Looks after age and size of the store from time to time, beginning shortly after the start.</summary>
internal sealed class RetentionSchedule : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _task;

    public RetentionSchedule(EventCollector collector, EventSinkOptions options, Failures failures) =>
        _task = Task.Run(() => RunAsync(collector, options, failures));

    public void Dispose()
    {
        _stop.Cancel();
        _task.Wait();
    }

    private async Task RunAsync(EventCollector collector, EventSinkOptions options, Failures failures)
    {
        using var timer = new PeriodicTimer(options.RetentionInterval, options.TimeProvider);
        try
        {
            do
            {
                try
                {
                    await collector.RetainAsync(options.MaxAge, options.MaxBytes, _stop.Token).ConfigureAwait(false);
                }
                catch (EventStoreException e)
                {
                    failures.Report("retention", e.Message, e);
                }
            }
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false));
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return; // closing
        }
    }
}
