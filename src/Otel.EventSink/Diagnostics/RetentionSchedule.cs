namespace Otel.EventSink.Diagnostics;

/// <summary>
/// Looks after age and size of the store from time to time, beginning shortly after the start, and at once when the disk is full: what
/// has to go anyway then makes room for what is to be recorded.
/// </summary>
internal sealed class RetentionSchedule : IDisposable
{
    /// <summary>On a disk that stays full, at most so often.</summary>
    private static readonly TimeSpan AlarmInterval = TimeSpan.FromSeconds(2);

    private readonly EventCollector _collector;
    private readonly EventSinkOptions _options;
    private readonly Failures _failures;
    private readonly FullAlarm _alarm;
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _task;

    public RetentionSchedule(EventCollector collector, EventSinkOptions options, Failures failures, FullAlarm alarm)
    {
        _collector = collector;
        _options = options;
        _failures = failures;
        _alarm = alarm;
        _task = Task.Run(RunAsync);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _task.Wait();
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(_options.RetentionInterval, _options.TimeProvider);
        try
        {
            var tick = timer.WaitForNextTickAsync(_stop.Token).AsTask();
            var ring = _alarm.WaitAsync(_stop.Token);
            while (true)
            {
                await RetainAsync().ConfigureAwait(false);
                if (ring.IsCompleted)
                {
                    await Task.Delay(AlarmInterval, _options.TimeProvider, _stop.Token).ConfigureAwait(false);
                    ring = _alarm.WaitAsync(_stop.Token);
                }

                if (tick.IsCompleted)
                    tick = timer.WaitForNextTickAsync(_stop.Token).AsTask();
                await (await Task.WhenAny(tick, ring).ConfigureAwait(false)).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            return; // closing
        }
    }

    private async Task RetainAsync()
    {
        if (_collector.Store.ReadOnlyBecause is not null)
            return;
        try
        {
            await _collector.RetainAsync(_options.MaxAge, _options.MaxBytes, _stop.Token).ConfigureAwait(false);
        }
        catch (EventStoreException e)
        {
            _failures.Report("retention", e.Message, e);
        }
    }
}
