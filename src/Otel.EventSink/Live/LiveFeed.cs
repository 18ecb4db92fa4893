using Otel.EventSink.Diagnostics;
using Otel.EventSink.Query;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Live;

/// <summary>
/// Reads what arrives in the store and offers it to subscribers: what this process commits, at once, because the writer says so; what
/// others commit, within a quarter of a second, because the last sequence number moved. Sequence numbers are given inside the commit,
/// so whoever has seen one has seen all below. Reads are short; no reader is held open. Without subscribers nothing runs.
/// </summary>
internal sealed class LiveFeed(IEventStore store, Failures failures) : IDisposable
{
    private const int PageSize = 1_000;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly Lock _gate = new();
    private readonly List<Subscriber> _subscribers = [];
    private readonly SemaphoreSlim _arrived = new(0, 1);
    private readonly CancellationTokenSource _stop = new();
    private volatile bool _running;

    public IReadOnlyList<SubscriberHealth> Health
    {
        get
        {
            lock (_gate)
                return [.. _subscribers.Select(s => s.Health)];
        }
    }

    /// <summary>Adds a subscriber for everything that arrives from now on, or after the given place.</summary>
    public Subscriber Add(EventFilter filter, long? after)
    {
        ObjectDisposedException.ThrowIf(_stop.IsCancellationRequested, typeof(EventCollector));
        // The place is fixed before this returns: what is collected afterwards is seen.
        var now = store.PositionAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult();
        var subscriber = new Subscriber(this, filter, after ?? now.Last) { Generation = now.Generation };
        lock (_gate)
        {
            _subscribers.Add(subscriber);
            if (!_running)
            {
                _running = true;
                _ = Task.Run(RunAsync);
            }
        }

        if (after is not null)
            Signal();
        return subscriber;
    }

    public void Remove(Subscriber subscriber)
    {
        lock (_gate)
            _subscribers.Remove(subscriber);
    }

    /// <summary>Called by the writer after each commit. Costs next to nothing where nobody listens.</summary>
    public void Signal()
    {
        if (!_running || _arrived.CurrentCount > 0)
            return;
        try
        {
            _arrived.Release();
        }
        catch (SemaphoreFullException)
        {
            return; // somebody else has signalled in between, which is as good
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        List<Subscriber> left;
        lock (_gate)
            left = [.. _subscribers];
        foreach (var subscriber in left)
            subscriber.Dispose();
    }

    private async Task RunAsync()
    {
        while (true)
        {
            Subscriber[] subscribers;
            lock (_gate)
            {
                if (_subscribers.Count == 0 || _stop.IsCancellationRequested)
                {
                    _running = false;
                    return;
                }

                subscribers = [.. _subscribers];
            }

            try
            {
                await ReadNewAsync(subscribers).ConfigureAwait(false);
                await _arrived.WaitAsync(PollInterval, _stop.Token).ConfigureAwait(false);
            }
            catch (Exception) when (_stop.IsCancellationRequested)
            {
                continue;
            }
            catch (Exception e)
            {
                failures.Report("live", $"New events could not be read for subscribers: {e.Message}", e);
                await Task.Delay(PollInterval).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadNewAsync(Subscriber[] subscribers)
    {
        var (generation, start, last) = await store.PositionAsync(_stop.Token).ConfigureAwait(false);
        foreach (var moved in subscribers.Where(s => s.Generation != generation))
            (moved.Generation, moved.Position) = (generation, start);
        // Those who ask the same from the same place on share a read: a thousand viewers of everything cost as much as one.
        foreach (var group in subscribers.Where(s => s.Position < last).GroupBy(s => new FeedPlace(s.Filter, s.Position)))
        {
            var filter = EventQuery.Resolve(group.Key.Filter, DateTimeOffset.UnixEpoch);
            await DeliverAsync(filter, group.Key.Position, last, generation, [.. group]).ConfigureAwait(false);
        }
    }

    private async Task DeliverAsync(EventFilter filter, long position, long last, int generation, Subscriber[] subscribers)
    {
        while (position < last)
        {
            // For those whose queues are full it is enough to know how many they miss, and that costs little.
            if (Array.TrueForAll(subscribers, static s => s.IsFull))
            {
                var missed = await store.CountAsync(filter.With(new EventFilter.Arrived(position, last)), _stop.Token).ConfigureAwait(false);
                foreach (var subscriber in subscribers)
                {
                    subscriber.NoteMissed(missed);
                    subscriber.Position = last;
                }

                return;
            }

            var upTo = Math.Min(last, position + PageSize);
            var selection = new EventSelection(filter.With(new EventFilter.Arrived(position, upTo)), EventField.Sequence, Descending: false, null, 0, null);
            var events = await store.QueryAsync(selection, _stop.Token).ConfigureAwait(false);
            // Asked of another store than the numbers are of: the next turn begins anew.
            if (store.Generation != generation)
                return;
            foreach (var subscriber in subscribers)
            {
                foreach (var e in events)
                    subscriber.Offer(e);
                subscriber.Position = upTo;
            }

            position = upTo;
        }
    }
}
