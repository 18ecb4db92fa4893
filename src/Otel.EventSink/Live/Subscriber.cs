using System.Threading.Channels;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.Query;

namespace Otel.EventSink.Live;

/// <summary>One subscriber: a bounded queue between the feed and its code, so that it can throw, block or dawdle without harm to others.</summary>
internal sealed class Subscriber : IDisposable
{
    /// <summary>How many events may wait for one subscriber; what comes then is dropped and counted.</summary>
    public const int QueueCapacity = 4_096;

    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(1);

    private readonly Channel<Event> _queue = Channel.CreateBounded<Event>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true, SingleWriter = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly LiveFeed _feed;
    private readonly CancellationTokenSource _ended = new();
    private long _delivered;
    private long _dropped;
    private long _failed;

    /// <param name="filter">What it wants to see.</param>
    /// <param name="after">The sequence number of the last event that it does not want to see.</param>
    public Subscriber(LiveFeed feed, EventFilter filter, long after)
    {
        _feed = feed;
        Filter = filter;
        Position = after;
    }

    public EventFilter Filter { get; }

    /// <summary>The last sequence number that was looked at for it. Moved by the feed alone.</summary>
    public long Position { get; set; }

    /// <summary>Of which store that number is. Moved by the feed alone.</summary>
    public int Generation { get; set; }

    public ChannelReader<Event> Events => _queue.Reader;

    public SubscriberHealth Health => new(Volatile.Read(ref _delivered), Volatile.Read(ref _dropped), Volatile.Read(ref _failed), _queue.Reader.Count);

    /// <summary>Ends soon after this was disposed.</summary>
    public Task HandingOver { get; private set; } = Task.CompletedTask;

    /// <summary>Called by the feed; never waits.</summary>
    public void Offer(Event e)
    {
        if (!_queue.Writer.TryWrite(e))
            Interlocked.Increment(ref _dropped);
    }

    /// <summary>Whether it would miss the next event. It may have made room a moment later.</summary>
    public bool IsFull => _queue.Reader.Count >= QueueCapacity;

    /// <summary>Called by the feed for events that it did not even read.</summary>
    public void NoteMissed(long count) => Interlocked.Add(ref _dropped, count);

    public void NoteDelivered() => Interlocked.Increment(ref _delivered);

    /// <summary>Hands events to the subscriber's code, one after the other, on threads of the pool.</summary>
    public void Start(Func<Event, CancellationToken, ValueTask> code, Failures failures) => HandingOver = Task.Run(async () =>
    {
        var pause = TimeSpan.Zero;
        // What is left in the queue of one that has ended makes nobody wait, and would be looked at for ever.
        while (!_ended.IsCancellationRequested && await _queue.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (!_ended.IsCancellationRequested && _queue.Reader.TryRead(out var e))
            {
                try
                {
                    await code(e, _ended.Token).ConfigureAwait(false);
                    NoteDelivered();
                    pause = TimeSpan.Zero;
                }
                catch (Exception) when (_ended.IsCancellationRequested)
                {
                    return;
                }
                catch (Exception exception)
                {
                    Interlocked.Increment(ref _failed);
                    failures.Report("subscriber", $"A subscriber threw {exception.GetType().Name}: {exception.Message}. It goes on with the next event.", exception);
                    // Exceptions are dear: one that throws all the time would keep a core busy (measured, it took a third of the write rate).
                    await Task.Delay(pause, _ended.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                    pause = pause * 2 + TimeSpan.FromMilliseconds(1) < MaxPause ? pause * 2 + TimeSpan.FromMilliseconds(1) : MaxPause;
                }
            }
        }
    });

    /// <summary>No event is handed over after this returns, but for one that its code is busy with.</summary>
    public void Dispose()
    {
        _feed.Remove(this);
        _ended.Cancel();
        _queue.Writer.TryComplete();
    }
}
