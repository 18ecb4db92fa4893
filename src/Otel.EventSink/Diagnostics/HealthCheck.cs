using Otel.EventSink.Live;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Diagnostics;

/// <summary>The rules by which a collector is called healthy, degraded or unhealthy.</summary>
internal sealed class HealthCheck(EventPipeline pipeline, IEventStore store, LiveFeed live, Failures failures, TimeProvider time)
{
    private static readonly TimeSpan DropMemory = TimeSpan.FromMinutes(1);
    private readonly Lock _gate = new();
    private long _droppedSeen;
    private long? _droppedAt;

    public CollectorHealth Check(bool isClosed)
    {
        var accounting = pipeline.Accounting;
        var depth = pipeline.QueueDepth;
        // Before what was emitted: else there could seem to be less than became of it.
        var stored = accounting.Stored;
        var dropped = DropReasons.All.Where(r => accounting.Dropped(r) > 0).ToDictionary(r => r.Name(), accounting.Dropped);
        var subscribers = live.Health;
        return new CollectorHealth
        {
            Status = Judge(isClosed, depth),
            Running = !isClosed && !pipeline.Writer.HasEnded && store.ReadOnlyBecause is null,
            DatabasePath = store.Location,
            SubscriberCount = subscribers.Count,
            Subscribers = subscribers,
            Emitted = pipeline.Emitted,
            Accepted = pipeline.Accepted,
            Stored = stored,
            Duplicates = accounting.Duplicates,
            Dropped = dropped,
            QueueDepth = depth,
            QueueCapacity = pipeline.QueueCapacity,
            LastError = failures.Last,
            QuarantinedFiles = store.Incidents.Quarantined,
        };
    }

    private CollectorStatus Judge(bool isClosed, int depth)
    {
        if (isClosed || store.ReadOnlyBecause is not null || pipeline.Writer.HasEnded || pipeline.Writer.StoreState == StoreState.Damaged || store.Incidents.HappenedLately)
            return CollectorStatus.Unhealthy;
        var isDegraded = pipeline.Writer.StoreState != StoreState.Working || pipeline.Writer.SyncFails || DroppedLately() || depth >= pipeline.QueueCapacity * 0.9;
        return isDegraded ? CollectorStatus.Degraded : CollectorStatus.Healthy;
    }

    private bool DroppedLately()
    {
        lock (_gate)
        {
            var dropped = pipeline.Accounting.DroppedTotal;
            if (dropped > _droppedSeen)
            {
                _droppedSeen = dropped;
                _droppedAt = time.GetTimestamp();
            }

            return _droppedAt is { } at && time.GetElapsedTime(at) < DropMemory;
        }
    }
}
