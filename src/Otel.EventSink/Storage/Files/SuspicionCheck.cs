using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Storage.Files;

/// <summary>
/// Follows up what others than the writer have met, on a thread of the pool, one thing at a time. Whoever moves the log knows that the
/// store is damaged; a reader may only have met one bad row, and all events are not moved aside for that: the database is looked through.
/// </summary>
internal sealed class SuspicionCheck(StoreSettings settings) : IDisposable
{
    /// <summary>After a check that found nothing.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private Task _task = Task.CompletedTask;
    private long? _foundNothingAt;
    private readonly CancellationTokenSource _stop = new();

    public void Follow(Exception suspicion, bool isCertain, Action<Exception> replace)
    {
        lock (_gate)
        {
            if (_stop.IsCancellationRequested || !_task.IsCompleted || (!isCertain && _foundNothingAt is { } at && settings.Time.GetElapsedTime(at) < Pause))
                return;
            // The task inherits nothing from whoever reads: no activity, no scopes.
            using (ExecutionContext.SuppressFlow())
                _task = Task.Run(() => Check(suspicion, isCertain, replace));
        }
    }

    public void Dispose()
    {
        Task task;
        lock (_gate)
        {
            _stop.Cancel();
            task = _task;
        }

        task.Wait();
        _stop.Dispose();
    }

    private void Check(Exception suspicion, bool isCertain, Action<Exception> replace)
    {
        try
        {
            var found = isCertain ? suspicion.Message : DamageCheck.Find(settings.Path, settings.Time, _stop.Token);
            if (found is not null)
            {
                replace(new StoreFailureException(StoreFailureKind.Damaged, found, suspicion));
                return;
            }

            if (_stop.IsCancellationRequested)
                return;
            _foundNothingAt = settings.Time.GetTimestamp();
            settings.Failures.Report("read", $"Something in the event store '{settings.Path}' cannot be read: {suspicion.Message}. The database as such is sound, recording goes on in it. Check it with 'PRAGMA integrity_check'.", suspicion);
        }
        catch (Exception e)
        {
            settings.Failures.Report("store", e.Message, e);
        }
    }
}
