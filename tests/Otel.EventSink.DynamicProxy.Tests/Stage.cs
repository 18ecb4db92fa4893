using System.Diagnostics;
using Otel.EventSink.Capture;

namespace Otel.EventSink.DynamicProxy.Tests;

/// <summary>Who else has a say in whether a call is a span.</summary>
public enum Tracing
{
    /// <summary>The collector's own listener asks for spans.</summary>
    Sampling,

    /// <summary>Nobody listens.</summary>
    None,

    /// <summary>Spans are made for the sake of their ids, and not recorded.</summary>
    NotRecorded,

    /// <summary>Somebody else records spans; the collector has no listener.</summary>
    Elsewhere,

    /// <summary>Somebody else records spans, and the collector watches.</summary>
    Watched,
}

/// <summary>A collector on a database of its own, in one of the ways in which it may meet spans.</summary>
internal sealed class Stage : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly ActivityListener? _listener;

    public Stage(Tracing tracing = Tracing.Sampling)
    {
        if (tracing is Tracing.NotRecorded or Tracing.Elsewhere or Tracing.Watched)
        {
            var answer = tracing == Tracing.NotRecorded ? ActivitySamplingResult.PropagationData : ActivitySamplingResult.AllDataAndRecorded;
            _listener = new ActivityListener { ShouldListenTo = static _ => true, Sample = (ref ActivityCreationOptions<ActivityContext> _) => answer };
            ActivitySource.AddActivityListener(_listener);
        }

        Collector = EventCollector.Open(new EventSinkOptions { DatabasePath = _folder.Database, ServiceName = "shop", Spans = tracing == Tracing.Watched ? SpanCapture.Passive : SpanCapture.Auto });
        if (tracing is Tracing.Sampling or Tracing.Watched)
            Collector.ListenToSpans(TracerPresence.None);
    }

    public static TheoryData<Tracing> Tracings => [.. Enum.GetValues<Tracing>()];

    public EventCollector Collector { get; }

    public T Proxy<T>(T target, InterceptionOptions? options = null) where T : class => EventProxy.Create(target, Collector, options);

    /// <summary>What is stored, in the order of arrival.</summary>
    public async Task<IReadOnlyList<Event>> ReadAsync()
    {
        await Collector.FlushAsync();
        Assert.Equal(0, (await Collector.CheckHealthAsync()).Duplicates);
        return [.. (await Collector.Query().ToListAsync()).OrderBy(e => e.Sequence)];
    }

    public async ValueTask DisposeAsync()
    {
        await Collector.DisposeAsync();
        _listener?.Dispose();
        _folder.Dispose();
    }
}
