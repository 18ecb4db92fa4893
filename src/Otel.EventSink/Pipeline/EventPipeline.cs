using Otel.EventSink.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Pipeline;

/// <summary>From captures to the store: the queue, the writer's thread, the accounting, the acknowledgements.</summary>
internal sealed class EventPipeline : IDisposable
{
    private readonly EventSinkOptions _options;
    private readonly Accounting _accounting = new();
    private readonly EventQueue _queue;
    private readonly EventWriter _writer;
    private int _disposed;

    /// <param name="committed">Called after each commit, on the writer's thread.</param>
    /// <param name="spares">What is kept to be used again; trimmed when nothing happens.</param>
    public EventPipeline(IEventStore store, EventSinkOptions options, Failures failures, Action? committed = null, params ISpares[] spares)
    {
        _options = options;
        _queue = new EventQueue(options, _accounting, spares);
        _writer = new EventWriter(store, _queue, _accounting, options, failures, committed);
    }

    public Accounting Accounting => _accounting;

    public EventWriter Writer => _writer;

    public int QueueDepth => _queue.Count;

    public int QueueCapacity => _queue.Capacity;

    public long Accepted => _queue.Accepted;

    /// <summary>Everything that ever reached the sink.</summary>
    public long Emitted => _queue.Accepted + _accounting.Refused;

    public bool TryAdd(Captured item) => _queue.TryAdd(item);

    /// <inheritdoc cref="EventQueue.TryClaim"/>
    public bool TryClaim(bool isError, out QueuePlace place) => _queue.TryClaim(isError, out place);

    public void Publish(QueuePlace place, Captured item) => _queue.Publish(place, item);

    public ValueTask AddAsync(Captured item, CancellationToken ct) => _queue.AddAsync(item, ct);

    /// <summary>Counts something that did not even become an item.</summary>
    public void Refuse(DropReason reason) => _accounting.Refuse(reason);

    public Task FlushAsync(Durability durability)
    {
        return durability == Durability.Enqueued ? Task.CompletedTask : _writer.FlushAsync(_queue.Mark(), durability);
    }

    /// <summary>Stores what waits, for as long as the options allow; the rest is counted as dropped.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _queue.Close();
        _writer.Stop(_options.ShutdownTimeout);
        _queue.Seal(_writer.StoreState == StoreState.Working ? DropReason.Closed : DropReason.StoreFailed);
    }
}
