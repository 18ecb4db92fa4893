using System.Diagnostics;

namespace Otel.EventSink.Tests;

/// <summary>A source of activities of a test's own; every one of them is recorded.</summary>
internal sealed class Spans : IDisposable
{
    private readonly ActivityListener _listener;

    public Spans(string? version = null)
    {
        Source = new ActivitySource($"Test.{Guid.NewGuid():N}", version);
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source == Source,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public ActivitySource Source { get; }

    /// <summary>What becomes of a span that the action has filled.</summary>
    public static async Task<Event> RecordAsync(Action<Activity> fill, Action<EventSinkOptions>? configure = null)
    {
        using var spans = new Spans();
        await using var recorder = new Recorder(configure);
        using (var activity = spans.Source.StartActivity("GET /orders")!)
        {
            fill(activity);
            activity.Stop();
            recorder.Collector.CollectSpan(activity, recorder.Collector.Resource);
        }

        return Assert.Single(await recorder.EventsAsync());
    }

    public void Dispose()
    {
        _listener.Dispose();
        Source.Dispose();
    }
}
