using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Decides when texts are indexed: when the events of all processes come slowly, or not at all, and otherwise once very many wait. Until
/// enough of them wait there is no task and no connection, and nothing wakes up.
/// </summary>
internal sealed class TextIndexSchedule(string path, LogMover mover, Failures failures, TimeProvider time, Action<Exception>? damaged = null) : IDisposable
{
    /// <summary>To read so many texts takes some milliseconds: not worth an index.</summary>
    public const int Worthwhile = 8_192;

    /// <summary>Events a second: a window that is not full is indexed as well, though it has to be again.</summary>
    private const int Quiet = 500;

    /// <summary>Events a second: full windows are indexed. Beyond it they wait.</summary>
    private const int Moderate = 6_500;

    /// <summary>So many full windows do not wait any longer.</summary>
    private const int MaxWaiting = 32;

    /// <summary>While events come, the work gets a twentieth of the time.</summary>
    private const int RestFactor = 19;

    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stop = new();
    private readonly Lock _lock = new();
    private readonly HashSet<long> _damaged = [];
    private readonly Queue<long> _repairs = new();
    private Task _task = Task.CompletedTask;
    private long _next;
    private long _indexed;
    private bool _isRunning;

    /// <summary>Whether there is something to do, or was until a moment ago.</summary>
    public bool IsRunning => Volatile.Read(ref _isRunning);

    /// <summary>Tells how far the events are: after each commit, on the writer's thread.</summary>
    public void Note(long next)
    {
        Volatile.Write(ref _next, next);
        if (next - Volatile.Read(ref _indexed) >= Worthwhile && !IsRunning)
            Start();
    }

    /// <summary>Has the index of a window made anew that a search could not use; once, for where that does not help it is of no use to try again.</summary>
    public void Repair(long window)
    {
        lock (_lock)
        {
            if (!_damaged.Add(window))
                return;
            _repairs.Enqueue(window);
        }

        failures.Report("text index", $"The text index of '{path}' is damaged for the events {TextWindow.Start(window)} to {TextWindow.End(window) - 1}. They are read instead until it is made anew.", null);
        Start();
    }

    /// <summary>Indexes everything there is, now.</summary>
    public static void CatchUp(string path, CancellationToken ct)
    {
        using var indexer = new TextIndexer(path, new LogMover(path));
        while (indexer.Position().Pending > 0)
            indexer.IndexNext(ct);
    }

    public void Dispose()
    {
        Task task;
        lock (_lock)
        {
            _stop.Cancel();
            task = _task;
        }

        task.Wait();
        _stop.Dispose();
    }

    private void Start()
    {
        lock (_lock)
        {
            if (_isRunning || _stop.IsCancellationRequested)
                return;
            _isRunning = true;
            // The task inherits nothing from whoever logs: no activity, no scopes.
            using (ExecutionContext.SuppressFlow())
                _task = Task.Run(RunAsync);
        }
    }

    private async Task RunAsync()
    {
        try
        {
            while (await TryWorkAsync().ConfigureAwait(false) is false)
                await Task.Delay(AfterFailure, time, _stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return; // closing
        }

        Volatile.Write(ref _isRunning, false);
        // What came while the task ended.
        if (NextRepair() is not null)
            Start();
        else
            Note(Volatile.Read(ref _next));
    }

    /// <summary>False: it failed; another time it may not.</summary>
    private async Task<bool> TryWorkAsync()
    {
        try
        {
            await WorkAsync().ConfigureAwait(false);
            return true;
        }
        catch (SqliteError e) when (e.IsBusy)
        {
            return false;
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            if (e is SqliteError { IsCorrupt: true })
                damaged?.Invoke(e);
            var advice = e is SqliteError error ? " " + error.Advice : "";
            failures.Report("text index", $"Texts of '{path}' could not be indexed, searching them is slow until they are: {e.Message}.{advice}", e);
            return false;
        }
    }

    private async Task WorkAsync()
    {
        TextIndexer? indexer = null;
        try
        {
            var before = Volatile.Read(ref _next);
            while (true)
            {
                await Task.Delay(Look, time, _stop.Token).ConfigureAwait(false);
                indexer ??= new TextIndexer(path, mover);
                while (NextRepair() is { } window)
                {
                    indexer.Repair(window, _stop.Token);
                    lock (_lock)
                        _repairs.Dequeue();
                }

                var position = indexer.Position();
                while (IsDue(position, position.Next - before))
                {
                    before = position.Next;
                    var started = time.GetTimestamp();
                    indexer.IndexNext(_stop.Token);
                    position = indexer.Position();
                    // Others write: this is their time.
                    if (position.Next != before)
                        await Task.Delay(time.GetElapsedTime(started) * RestFactor, time, _stop.Token).ConfigureAwait(false);
                }

                before = position.Next;
                Volatile.Write(ref _indexed, position.Indexed);
                if (position.Pending < Worthwhile)
                    return;
            }
        }
        finally
        {
            indexer?.Dispose();
        }
    }

    private long? NextRepair()
    {
        lock (_lock)
            return _repairs.TryPeek(out var window) ? window : null;
    }

    /// <param name="recent">How many events came since the last look.</param>
    public static bool IsDue(TextPosition position, long recent) =>
        recent <= Quiet ? position.Pending >= Worthwhile
        : recent <= Moderate ? position.FullWindows > 0
        : position.FullWindows > MaxWaiting;
}
