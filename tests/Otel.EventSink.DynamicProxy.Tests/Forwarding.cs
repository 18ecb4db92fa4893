namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>A collector of somebody else's, which notes what it is given.</summary>
internal sealed class Forwarding(IEventCollector to) : IEventCollector
{
    public List<Event> Taken { get; } = [];

    public EventAnalyzer Analyzer => to.Analyzer;

    public bool TryCollect(Event e)
    {
        Taken.Add(e);
        return to.TryCollect(e);
    }

    public ValueTask CollectAsync(Event e, CancellationToken ct = default) => to.CollectAsync(e, ct);

    public ValueTask CollectAsync(IReadOnlyCollection<Event> batch, CancellationToken ct = default) => to.CollectAsync(batch, ct);

    public ValueTask FlushAsync(Durability durability = Durability.Committed, CancellationToken ct = default) => to.FlushAsync(durability, ct);

    public EventQuery Query() => to.Query();

    public ValueTask<EventStatistics> GetStatisticsAsync(CancellationToken ct = default) => to.GetStatisticsAsync(ct);

    public ValueTask<CollectorHealth> CheckHealthAsync(CancellationToken ct = default) => to.CheckHealthAsync(ct);

    public IDisposable Subscribe(Func<Event, CancellationToken, ValueTask> subscriber, EventQuery? filter = null) => to.Subscribe(subscriber, filter);

    public IAsyncEnumerable<Event> ReadLiveAsync(EventQuery? filter = null, CancellationToken ct = default) => to.ReadLiveAsync(filter, ct);

    public ValueTask<long> DeleteBeforeAsync(DateTimeOffset cutoff, CancellationToken ct = default) => to.DeleteBeforeAsync(cutoff, ct);

    public ValueTask<long> RetainAsync(TimeSpan? maxAge, long? maxBytes, CancellationToken ct = default) => to.RetainAsync(maxAge, maxBytes, ct);
}
