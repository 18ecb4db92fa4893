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
        var clock = await MakeClockAsync().ConfigureAwait(false);
        using var timer = new PeriodicTimer(_options.RetentionInterval, _options.TimeProvider);
        try
        {
            var tick = timer.WaitForNextTickAsync(_stop.Token).AsTask();
            var ring = _alarm.WaitAsync(_stop.Token);
            while (true)
            {
                await RetainAsync(clock).ConfigureAwait(false);
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

    private DateTimeOffset Now(TrustedClock clock)
    {
        var doubted = clock.Ahead;
        var now = clock.Now();
        if (clock.Ahead > doubted && doubted == TimeSpan.Zero)
            _failures.Report(
                "retention",
                $"The clock says {_options.TimeProvider.GetUtcNow():u}, which is {clock.Ahead.TotalDays:n0} days ahead of what has passed since the last look or the newest event. "
                + "For a day nothing is deleted on its word. Check the clock; RetainAsync deletes at once.",
                null);
        return now;
    }

    private async Task<TrustedClock> MakeClockAsync()
    {
        DateTimeOffset? newest = null;
        try
        {
            newest = (await _collector.Store.MeasureAsync(CancellationToken.None).ConfigureAwait(false)).Newest;
        }
        catch (Exception e) when (e is EventStoreException or ObjectDisposedException)
        {
            _failures.Report("retention", e.Message, e);
        }

        return new TrustedClock(_options.TimeProvider, newest);
    }

    private async Task RetainAsync(TrustedClock clock)
    {
        if (_collector.Store.ReadOnlyBecause is not null)
            return;
        try
        {
            DateTimeOffset? before = _options.MaxAge is { } age ? EventQuery.Earlier(Now(clock), age) : null;
            await _collector.Store.RetainAsync(before, _options.MaxBytes, _stop.Token).ConfigureAwait(false);
        }
        catch (EventStoreException e)
        {
            _failures.Report("retention", e.Message, e);
        }
    }
}
