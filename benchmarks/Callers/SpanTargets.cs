using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>
/// What listens to spans: one at a time, since a span goes to all listeners there are. The listener that does nothing shows what a
/// span costs by itself.
/// </summary>
internal static class SpanTargets
{
    public const string Ours = "EventSink", OpenTelemetry = "OpenTelemetry";
    public static readonly string[] Names = ["no-op", Ours, OpenTelemetry];
    private static readonly ActivitySource Source = new("Shop.Orders");

    /// <summary>From now on its listener is told of spans, until it is disposed; that also waits until all are worked off.</summary>
    public static SpanTarget Make(string name, WorkFolder folder) => name switch
    {
        "no-op" => NoOp(),
        Ours => OfRecorder(folder[$"{Guid.NewGuid():n}.db"]),
        OpenTelemetry => OfOpenTelemetry(),
        _ => throw new ArgumentOutOfRangeException(nameof(name), $"'{name}' is not a target. Known: {string.Join(", ", Names)}."),
    };

    public static void Run(int count)
    {
        for (var i = 0; i < count; i++)
            Source.StartActivity("order.place")!.Stop();
    }

    private static SpanTarget OfRecorder(string path)
    {
        var services = new ServiceCollection().AddCentralEventLogging(o =>
        {
            o.DatabasePath = path;
            // Left to itself it would yield to OpenTelemetry, which is active in this process too.
            o.Spans = SpanCapture.Sampling;
        }).BuildServiceProvider();
        var collector = services.GetRequiredService<EventCollector>();
        return new SpanTarget(services, () => collector.FlushAsync().AsTask().Wait());
    }

    private static SpanTarget OfOpenTelemetry()
    {
        var provider = Sdk.CreateTracerProviderBuilder().AddSource(Source.Name)
            .AddProcessor(new BatchActivityExportProcessor(new NullExporter<Activity>(), maxQueueSize: 65_536)).Build();
        return new SpanTarget(provider, () => provider.ForceFlush());
    }

    private static SpanTarget NoOp()
    {
        var listener = new ActivityListener
        {
            ShouldListenTo = static _ => true,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        return new SpanTarget(listener, static () => { });
    }
}
