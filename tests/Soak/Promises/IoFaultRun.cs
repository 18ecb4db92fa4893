using System.Collections.Concurrent;
using Otel.EventSink.Soak.Replay;
using Otel.EventSink.Soak.Shim;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// A store lives from its making to its closing while one of its calls fails. It must say so within a second; store everything
/// nevertheless, unless it is being closed; and count exactly. Then the power is cut at some moments after the fault (see <see cref="Disk"/>
/// for what a failed sync leaves): what was called synced must be there.
/// </summary>
internal sealed class IoFaultRun(IoFault fault, string folder, Random random)
{
    public const int TickMilliseconds = 10;
    private const int MaxTicks = 1_000 / TickMilliseconds;
    private const int BatchSize = 12;
    private const int Rounds = 3;

    /// <summary>Twice what makes the writer move the log.</summary>
    private const int LongBatches = 60;
    private const int LongText = 48 << 10;
    private const int PowerCuts = 6;
    private const string WriterName = "EventSink writer";

    /// <summary>A fault may hold something up, but nothing for so long.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<string> _shown = new();
    private readonly string _path = Path.Combine(folder, NumberedEvents.Database);
    private readonly CancellationTokenSource _over = new();
    private EventCollector? _collector;
    private long _number;
    private long _acknowledged;
    private long _deleting = 1;
    private long[] _calls = [];

    public bool HasFired { get; private set; }

    public long Lost { get; private set; }

    /// <summary>How long it took until the failure was shown.</summary>
    public int Ticks { get; private set; }

    /// <summary>Who of the product's threads failed to move the log.</summary>
    public LogMovedBy FailedMove { get; private set; }

    public long Calls(CallKind kind) => _calls[(int)kind];

    public async Task RunAsync()
    {
        var record = Path.GetFullPath(folder + ".record");
        ShimControl.Watch(folder);
        ShimControl.Record(record);
        ShimControl.Fail(fault.Kind, fault.IsNone ? 1 : fault.Number, fault.IsNone ? 0 : fault.IsLasting ? int.MaxValue : 1, fault.Error);
        var watching = Task.Run(WatchAsync);
        try
        {
            await LiveAsync();
            // Whatever was not shown by now has its second.
            await _over.CancelAsync();
            await watching;
            _calls = [.. Enum.GetValues<CallKind>().Select(ShimControl.Calls)];
        }
        catch (TimeoutException)
        {
            throw new BrokenPromiseException($"it hangs since {fault}; shown were: {string.Join("; ", _shown)}");
        }
        finally
        {
            ShimControl.Heal();
            ShimControl.Record(null);
        }

        CheckStore();
        CutPower(Record.Read(record));
        File.Delete(record);
    }

    private async Task LiveAsync()
    {
        _collector = await OpenAsync();
        var isStoring = true;
        for (var round = 0; round < Rounds && isStoring; round++)
        {
            isStoring = await StoreAsync() && await StoreAsync();
            if (isStoring)
                await SyncAsync();
            _deleting = Math.Max(1, _number / 2);
            ShimControl.Mark(MarkKind.Deleting, _deleting);
            await ShowAsync(async () => await _collector.DeleteBeforeAsync(NumberedEvents.TimeOf(_deleting)));
            isStoring = isStoring && await StoreAsync();
        }

        for (var i = 0; i < LongBatches && fault.IsLong && isStoring; i++)
            isStoring = await StoreAsync(LongText);
        await SyncAsync();
        await Task.Run(_collector.Dispose).WaitAsync(Patience);
        var health = await _collector.CheckHealthAsync();
        var dropped = health.Dropped.Values.Sum();
        Run.Check(health.Accepted == health.Stored + dropped, $"{health.Accepted} were taken, {health.Stored} stored, {dropped} dropped");
        Run.Check(health.Stored == _acknowledged, $"{health.Stored} are counted as stored, {_acknowledged} were acknowledged");
        Run.Check(dropped == 0 || HasFired, $"{dropped} were dropped though nothing failed");
    }

    /// <summary>A failure here reaches the caller. Once it has passed, opening works.</summary>
    private async Task<EventCollector> OpenAsync()
    {
        while (true)
        {
            try
            {
                return EventCollector.Open(new EventSinkOptions { DatabasePath = _path, QueueCapacity = 1_024, OnFailure = Show });
            }
            catch (EventStoreException e)
            {
                Run.Check(HasFired || ShimControl.Failed > 0, $"opening failed though no call did: {e.Message}");
                _shown.Enqueue(e.Message);
                await Task.Delay(TickMilliseconds);
            }
        }
    }

    private void Show(EventSinkFailure failure)
    {
        _shown.Enqueue(failure.Message);
        if (failure.Operation == "checkpoint")
            FailedMove = Thread.CurrentThread.Name == WriterName ? LogMovedBy.Writer : LogMovedBy.Checkpointer;
    }

    /// <returns>False: it said that these are dropped.</returns>
    private async Task<bool> StoreAsync(int textLength = 0)
    {
        var events = Enumerable.Range(0, BatchSize).Select(_ => NumberedEvents.New(0, ++_number, textLength)).ToList();
        var isStored = await ShowAsync(async () => await _collector!.CollectAsync(events).AsTask().WaitAsync(Patience));
        _acknowledged += isStored ? BatchSize : 0;
        return isStored;
    }

    private async Task SyncAsync()
    {
        if (await ShowAsync(async () => await _collector!.FlushAsync(Durability.Synced).AsTask().WaitAsync(Patience)))
            ShimControl.Mark(MarkKind.Synced, 0, _acknowledged);
    }

    /// <returns>False: it failed, and said so.</returns>
    private async Task<bool> ShowAsync(Func<Task> work)
    {
        try
        {
            await work();
            return true;
        }
        catch (EventStoreException e)
        {
            _shown.Enqueue(e.Message);
            return false;
        }
    }

    /// <summary>From the fault on, time runs until it is shown; then it passes. Counted in ticks, so that a process that gets no time has more.</summary>
    private async Task WatchAsync()
    {
        for (var ended = false; !ended || (HasFired && !fault.MayPassUnseen);)
        {
            ended = _over.IsCancellationRequested;
            HasFired = ShimControl.Failed > 0;
            if (HasFired && (!_shown.IsEmpty || await HealthShowsItAsync()))
            {
                ShimControl.Heal();
                return;
            }

            Ticks += HasFired && !fault.MayPassUnseen ? 1 : 0;
            Run.Check(Ticks <= MaxTicks, "it was not shown within a second");
            await Task.Delay(TickMilliseconds);
        }
    }

    private async Task<bool> HealthShowsItAsync() => _collector is { } collector && (await collector.CheckHealthAsync()).LastError is not null;

    private void CheckStore()
    {
        var promised = new Promised(NumberedEvents.Producers);
        promised.Synced[0] = _acknowledged;
        promised.Deleting = _deleting;
        var (lost, _) = StateCheck.Check(_path, promised);
        Lost += lost;
        using var store = new Store(_path);
        var last = store.Number("SELECT coalesce(max(duration), 0) / 100 FROM event");
        Run.Check(last <= _number, $"event {last} is there, but only {_number} were given");
        Run.Check(last == _acknowledged || _acknowledged < _number, $"event {last} is there, but {_acknowledged} was the last that was stored, and none was dropped");
    }

    private void CutPower(Record record)
    {
        // After the fault, and once where all is done.
        var points = Enumerable.Range(0, PowerCuts - 1).Select(_ => random.Next(record.Entries.Count)).Append(record.Entries.Count - 1).Order().ToList();
        foreach (var state in CrashState.Cut(record, points, random))
            Lost += state.Check(folder).Lost;
    }
}
