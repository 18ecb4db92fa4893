using System.Diagnostics.CodeAnalysis;

namespace Otel.EventSink.Pipeline;

/// <summary>
/// The one bounded queue between captures and the writer: a lane for all, and a smaller one in reserve for errors, so that these are
/// dropped last. Knows what to do when it is full; every item it takes is taken out again or counted as dropped.
/// </summary>
internal sealed class EventQueue(EventSinkOptions options, Accounting accounting, params ISpares[] spares)
{
    private static readonly TimeSpan UntilIdle = TimeSpan.FromSeconds(2);
    private readonly Ring<Captured> _main = new(options.QueueCapacity);
    private readonly Ring<Captured> _errors = new(Math.Max(options.QueueCapacity / 8, EventSinkOptions.MinQueueCapacity));
    private readonly RoomSignal _room = new();
    private readonly AutoResetEvent _work = new(false);
    private readonly List<ISpares> _spares = [.. spares];
    private long _requeued;
    private long _replaced;
    private int _sleeping;
    private volatile bool _closed;
    private volatile bool _refuses;
    private DropReason _refusal = DropReason.Closed;
    private volatile bool _sealed;
    private volatile bool _storeFails;

    /// <summary>Events that got a place, each counted once.</summary>
    public long Accepted
    {
        get
        {
            // First: what is put back in between then counts twice for a moment, where the other way round it would be missing.
            var replaced = Volatile.Read(ref _replaced);
            return _main.Enqueued + _errors.Enqueued - replaced;
        }
    }

    public int Count => _main.Count + _errors.Count;

    public int Capacity => _main.Capacity;

    public bool IsClosed => _closed;

    /// <summary>Set while the store cannot be written: nobody waits then for room that does not come.</summary>
    public bool StoreFails
    {
        get => _storeFails;
        set
        {
            _storeFails = value;
            if (value)
                _room.Pulse();
        }
    }

    /// <summary>Adds an item, or does what the full-mode says. False: it was dropped, and counted.</summary>
    public bool TryAdd(Captured item)
    {
        if (_refuses)
            return Refuse(item, _refusal);
        if (TryPlace(item))
            return Placed();
        return AddToFull(item);
    }

    /// <summary>
    /// Takes a place for an item that is yet to be written and then published, without anything in between that could throw or wait.
    /// False: there is none at once, and the item goes the way of <see cref="TryAdd"/>.
    /// </summary>
    public bool TryClaim(bool isError, out QueuePlace place)
    {
        if (!_refuses)
            return Claim(isError, out place);
        place = default;
        return false;
    }

    private bool Claim(bool isError, out QueuePlace place)
    {
        place = default;
        if (isError && _errors.TryClaim(out place.Position))
        {
            place.InReserve = true;
            place.Order = (int)_main.Enqueued;
            return true;
        }

        if (!_main.TryClaim(out place.Position))
            return false;
        place.Order = (int)place.Position;
        return true;
    }

    public void Publish(QueuePlace place, Captured item)
    {
        item.Place = place.Order;
        PublishAt(place, item);
        Placed();
    }

    /// <summary>Adds an item that somebody waits for; waits for room whatever the full-mode.</summary>
    public async ValueTask AddAsync(Captured item, CancellationToken ct)
    {
        if (!_refuses && TryPlace(item))
        {
            Placed();
            return;
        }

        var placed = false;
        await _room.WaitAsync(() => _refuses || (placed = TryPlace(item)), ct).ConfigureAwait(false);
        if (placed)
            Placed();
        else
            Refuse(item, _refusal);
    }

    public bool TryTake([NotNullWhen(true)] out Captured? item, out bool fromReserve)
    {
        fromReserve = false;
        if (_main.TryDequeue(out item))
            return true;
        return fromReserve = _errors.TryDequeue(out item);
    }

    /// <summary>Tells waiting producers that a batch was taken out.</summary>
    public void AnnounceRoom() => _room.Pulse();

    /// <summary>Where the queue stands now; everything added before is taken out once <see cref="HasPassed"/>.</summary>
    public QueueMark Mark() => new(_main.Enqueued, _errors.Enqueued, Volatile.Read(ref _requeued));

    /// <summary>Up to where items are taken out.</summary>
    public QueueMark Taken() => new(_main.Dequeued, _errors.Dequeued, Volatile.Read(ref _requeued));

    /// <summary>Whether everything before a mark was taken out by the time that <paramref name="taken"/> stands for.</summary>
    public bool HasPassed(ref QueueMark mark, QueueMark taken)
    {
        // An error that gave up its place for a later one may be among those the mark stands for.
        if (mark.Requeued != Volatile.Read(ref _requeued))
            mark = Mark();
        return taken.Main >= mark.Main && taken.Errors >= mark.Errors;
    }

    /// <summary>Has these trimmed too when nothing happens, by the consumer's thread. Called before it sleeps for the first time.</summary>
    public void AddSpares(ISpares more) => _spares.Add(more);

    /// <summary>Sleeps until there is work, <see cref="Wake"/> is called, or the time is up. No wake-ups while idle.</summary>
    public void WaitForWork(TimeSpan timeout)
    {
        Volatile.Write(ref _sleeping, 1);
        // The dear half of an asymmetric fence, so that producers need none between adding and looking at _sleeping.
        Interlocked.MemoryBarrierProcessWide();
        if (Count == 0 && !_closed)
            Sleep(timeout);
        Volatile.Write(ref _sleeping, 0);
    }

    public void Wake() => _work.Set();

    /// <summary>From now on nothing is added, for this reason; producers that wait give up.</summary>
    public void RefuseAll(DropReason reason)
    {
        _refusal = reason;
        _refuses = true;
        _room.Pulse();
    }

    /// <summary>From now on nothing is added; producers that wait give up.</summary>
    public void Close()
    {
        _closed = true;
        _refuses = true;
        _room.Pulse();
        _work.Set();
    }

    /// <summary>Nobody takes out any more: what is left, or still arrives by a race, is counted as dropped.</summary>
    public void Seal(DropReason reason)
    {
        _sealed = true;
        Interlocked.MemoryBarrierProcessWide();
        Drain(reason);
    }

    private void Sleep(TimeSpan timeout)
    {
        // One wake-up after a burst, when it is certain that it is over.
        if (timeout == Timeout.InfiniteTimeSpan && _spares.Exists(static s => s.HasSurplus))
        {
            if (_work.WaitOne(UntilIdle))
                return;
            _spares.ForEach(static s => s.Trim());
        }

        _work.WaitOne(timeout);
    }

    private bool TryPlace(Captured item)
    {
        if (!Claim(item.IsError, out var place))
            return false;
        item.Place = place.Order;
        PublishAt(place, item);
        return true;
    }

    /// <summary>For one that had a place before, and keeps its turn.</summary>
    private bool TryPlaceAgain(Captured item)
    {
        if (!Claim(item.IsError, out var place))
            return false;
        PublishAt(place, item);
        return true;
    }

    private void PublishAt(QueuePlace place, Captured item) => (place.InReserve ? _errors : _main).Publish(place.Position, item);

    private bool Placed()
    {
        if (Volatile.Read(ref _sleeping) != 0 && Interlocked.Exchange(ref _sleeping, 0) != 0)
            _work.Set();
        if (_sealed)
            Drain(DropReason.Closed);
        return true;
    }

    private bool AddToFull(Captured item)
    {
        var reason = DropReason.QueueFull;
        switch (options.FullMode)
        {
            case QueueFullMode.Wait or QueueFullMode.WaitWithTimeout when !_storeFails:
                var timeout = options.FullMode == QueueFullMode.Wait ? Timeout.InfiniteTimeSpan : options.FullTimeout;
                var placed = false;
                _room.Wait(() => _closed || _storeFails || (placed = TryPlace(item)), timeout, options.TimeProvider);
                if (placed)
                    return Placed();
                reason = DropReason.Timeout;
                break;
            case QueueFullMode.DropOldest:
                return PlaceByDisplacing(item) ? Placed() : Refuse(item, reason);
        }

        if (_closed)
            return Refuse(item, DropReason.Closed);
        if (item.IsError && PlaceByDisplacing(item))
            return Placed();
        return Refuse(item, _storeFails ? DropReason.StoreFailed : reason);
    }

    /// <summary>Drops the oldest ordinary items until there is a place. False where the queue holds none.</summary>
    private bool PlaceByDisplacing(Captured item)
    {
        for (var tries = 0; tries < 2 * _main.Capacity; tries++)
        {
            if (TryPlace(item))
                return true;
            if (!_main.TryDequeue(out var oldest))
                continue;
            if (oldest is { IsError: false, Waiter: null })
                Drop(oldest, _storeFails ? DropReason.StoreFailed : DropReason.Displaced);
            else
            {
                // It stays; should another producer have taken its place meanwhile, a place is made for it as well.
                Interlocked.Increment(ref _requeued);
                if (TryPlaceAgain(oldest) || PlaceByDisplacing(oldest))
                {
                    Interlocked.Increment(ref _replaced);
                }
                else
                {
                    Interlocked.Decrement(ref _requeued);
                    Drop(oldest, DropReason.Displaced);
                }
            }
        }

        return false;
    }

    private void Drain(DropReason reason)
    {
        while (TryTake(out var item, out _))
            Drop(item, reason);
    }

    private void Drop(Captured item, DropReason reason)
    {
        accounting.Drop(reason);
        Settle(item, reason);
    }

    private bool Refuse(Captured item, DropReason reason)
    {
        accounting.Refuse(reason);
        Settle(item, reason);
        return false;
    }

    private static void Settle(Captured item, DropReason reason)
    {
        item.Waiter?.Dropped(reason);
        item.Release();
    }
}

/// <summary>A position in the queue; see <see cref="EventQueue.Mark"/>.</summary>
internal readonly record struct QueueMark(long Main, long Errors, long Requeued);

/// <summary>A place in the queue; see <see cref="EventQueue.TryClaim"/>.</summary>
internal struct QueuePlace
{
    public long Position;

    /// <inheritdoc cref="Captured.Place"/>
    public int Order;
    public bool InReserve;
}
