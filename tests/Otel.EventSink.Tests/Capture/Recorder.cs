using Microsoft.Extensions.Logging;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

/// <summary>A collector on a file of its own with a real logger factory on it, and what it recorded.</summary>
internal sealed class Recorder : IAsyncDisposable
{
    public const string Category = "Shop.Orders";

    private readonly TempFolder _folder = new();

    public Recorder(Action<EventSinkOptions>? configure = null, ActivityTrackingOptions tracking = ActivityTrackingOptions.None)
    {
        var options = new EventSinkOptions { DatabasePath = _folder.Database, ServiceName = "shop", OnFailure = Failures.Enqueue };
        configure?.Invoke(options);
        Collector = EventCollector.Open(options);
        Factory = LoggerFactory.Create(builder => builder
            .SetMinimumLevel(LogLevel.Trace)
            .Configure(o => o.ActivityTrackingOptions = tracking)
            .AddProvider(new EventSinkLoggerProvider(Collector)));
        Logger = Factory.CreateLogger(Category);
    }

    public EventCollector Collector { get; }

    public ILoggerFactory Factory { get; }

    public ILogger Logger { get; }

    public string Database => _folder.Database;

    public System.Collections.Concurrent.ConcurrentQueue<EventSinkFailure> Failures { get; } = [];

    /// <summary>What was logged by the action, which must be one event.</summary>
    public static async Task<Event> LogAsync(Action<ILogger> log, Action<EventSinkOptions>? configure = null)
    {
        await using var recorder = new Recorder(configure);
        log(recorder.Logger);
        return Assert.Single(await recorder.EventsAsync());
    }

    /// <summary>Everything recorded until now, in the order of arrival.</summary>
    public async Task<IReadOnlyList<Event>> EventsAsync()
    {
        await Collector.FlushAsync();
        return await Collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Factory.Dispose();
        await Collector.DisposeAsync();
        _folder.Dispose();
    }
}
