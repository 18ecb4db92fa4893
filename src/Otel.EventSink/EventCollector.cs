using System.Diagnostics;
using System.Runtime.CompilerServices;
using Otel.EventSink.Analysis;
using Otel.EventSink.Capture;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.Live;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Query;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.ReadOnly;

namespace Otel.EventSink;

/// <summary>
/// The flight recorder: takes events from all captures of a process, stores them in one file, answers questions about them. Several
/// collectors, in one process or many, may share a file. Disposing stores what waits and closes the file; until then, whatever ends
/// the process (return, exit, unhandled exception, SIGTERM, SIGINT) stores it too.
/// </summary>
public sealed class EventCollector : IEventCollector, IAsyncDisposable, IDisposable
{
    private readonly EventSinkOptions _options;
    private readonly IEventStore _store;
    private readonly HealthCheck _health;
    private readonly SinkMeter _meter;
    private readonly ExitHook _exitHook;
    private readonly RetentionSchedule? _retention;
    private SpanListener? _spanListener;
    private volatile bool _isOpenKnown;
    private int _disposed;

    private EventCollector(EventSinkOptions options, IEventStore store, Failures failures, FullAlarm? alarm)
    {
        _options = options;
        _store = store;
        Failures = failures;
        Resource = Resource.OfProcess(options.ServiceName);
        var rules = new RuleSet(options.Rules);
        Redaction = new Redaction(options);
        Logs = new LogConversion(options, rules, new LogRedaction(Redaction));
        Spans = new SpanConversion(options, rules, Redaction);
        Analyzer = new EventAnalyzer(store, options.TimeProvider);
        Live = new LiveFeed(store, failures);
        Pipeline = new EventPipeline(store, options, failures, committed: Live.Signal, Logs.Pool, Spans.Pool);
        _health = new HealthCheck(Pipeline, store, Live, failures, options.TimeProvider);
        _meter = new SinkMeter(Pipeline, failures);
        _exitHook = ExitHook.Register(this);
        if (store.ReadOnlyBecause is null && alarm is not null)
            _retention = new RetentionSchedule(this, options, failures, alarm);
    }

    internal IEventStore Store => _store;

    internal EventPipeline Pipeline { get; }

    internal LiveFeed Live { get; }

    internal Failures Failures { get; }

    internal Resource Resource { get; }

    internal Redaction Redaction { get; }

    internal LogConversion Logs { get; }

    internal SpanConversion Spans { get; }

    internal TimeProvider Time => _options.TimeProvider;

    internal EventSinkOptions Options => _options;

    /// <summary>Whether the logger provider feeds this collector: the exporter of OpenTelemetry's log records then has nothing to add.</summary>
    internal bool LogsAreCaptured { get; set; }

    /// <summary>Opens a collector on a file, with defaults for everything else.</summary>
    /// <param name="databasePath">The database file; it and its folder are made if they are not there.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    /// <exception cref="EventStoreException">The file cannot be opened, or belongs to another program. One of a newer version is only read.</exception>
    public static EventCollector Open(string databasePath)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(databasePath);
        return Open(new EventSinkOptions { DatabasePath = databasePath });
    }

    /// <summary>Opens a collector.</summary>
    /// <exception cref="ArgumentException">The options are wrong; the message says which and how.</exception>
    /// <exception cref="EventStoreException">The file cannot be opened, or belongs to another program. One of a newer version is only read.</exception>
    public static EventCollector Open(EventSinkOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var errors = options.Validate();
        if (errors.Count > 0)
            throw new ArgumentException(string.Join(" ", errors), nameof(options));
        var failures = new Failures(options);
        var alarm = AlarmFor(options);
        return new EventCollector(options, OpenStore(SettingsFor(options, failures, alarm)), failures, alarm);
    }

    /// <summary>
    /// The same without waiting for the file, which is opened while the caller goes on: events wait in the queue, questions wait. Whether
    /// it could be opened, <see cref="WhenOpenAsync"/> says.
    /// </summary>
    internal static EventCollector Start(EventSinkOptions options)
    {
        var failures = new Failures(options);
        var alarm = AlarmFor(options);
        var settings = SettingsFor(options, failures, alarm);
        return new EventCollector(options, new OpeningStore(settings, () => OpenStore(settings)), failures, alarm);
    }

    /// <exception cref="EventStoreException">The file cannot be opened, or belongs to another program.</exception>
    internal async Task WhenOpenAsync(CancellationToken ct)
    {
        if (_store is not OpeningStore opening)
            return;
        await Task.WhenAny(opening.Opened).WaitAsync(ct).ConfigureAwait(false);
        _isOpenKnown = true;
        await opening.Opened.ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public bool TryCollect(Event e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return Pipeline.TryAdd(new EventRecord(e, _options, Redaction));
    }

    /// <inheritdoc/>
    public ValueTask CollectAsync(Event e, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(e);
        return CollectAsync([e], ct);
    }

    /// <inheritdoc/>
    public async ValueTask CollectAsync(IReadOnlyCollection<Event> batch, CancellationToken ct = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.Any(static e => e is null))
            throw new ArgumentException("The batch holds a null instead of an event.", nameof(batch));
        if (batch.Count == 0)
            return;
        var waiter = new CommitWaiter(batch.Count);
        foreach (var e in batch)
            await Pipeline.AddAsync(new EventRecord(e, _options, Redaction) { Waiter = waiter }, ct).ConfigureAwait(false);
        if (_store.ReadOnlyBecause is { } because)
            throw new EventStoreException(because);
        await waiter.Task.WaitAsync(ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async ValueTask FlushAsync(Durability durability = Durability.Committed, CancellationToken ct = default)
    {
        if (!Enum.IsDefined(durability))
            throw new ArgumentOutOfRangeException(nameof(durability), durability, "Not a durability.");
        await Pipeline.FlushAsync(durability).WaitAsync(ct).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public EventQuery Query() => new(_store, _options.TimeProvider);

    /// <inheritdoc/>
    public EventAnalyzer Analyzer { get; }

    /// <inheritdoc/>
    public async ValueTask<EventStatistics> GetStatisticsAsync(CancellationToken ct = default)
    {
        var sums = (await _store.SumAsync(new SumRequest(long.MinValue, long.MaxValue) { Events = true }, ct).ConfigureAwait(false)).Events;
        var extent = await _store.MeasureAsync(ct).ConfigureAwait(false);
        return new EventStatistics
        {
            TotalEvents = sums.Total(),
            BySystem = sums.BySystem(),
            ByType = sums.ByType(),
            BySeverity = sums.BySeverity(),
            LastHourCount = await Query().Last(TimeSpan.FromHours(1)).CountAsync(ct).ConfigureAwait(false),
            DatabaseBytes = extent.Bytes,
            Oldest = extent.Oldest,
            Newest = extent.Newest,
        };
    }

    /// <inheritdoc/>
    public ValueTask<CollectorHealth> CheckHealthAsync(CancellationToken ct = default) => new(_health.Check(isClosed: _disposed != 0));

    /// <inheritdoc/>
    public IDisposable Subscribe(Func<Event, CancellationToken, ValueTask> subscriber, EventQuery? filter = null)
    {
        ArgumentNullException.ThrowIfNull(subscriber);
        var added = Live.Add(filter?.Filter ?? EventFilter.All, filter?.Start);
        added.Start(subscriber, Failures);
        return added;
    }

    /// <inheritdoc/>
    public async IAsyncEnumerable<Event> ReadLiveAsync(EventQuery? filter = null, [EnumeratorCancellation] CancellationToken ct = default)
    {
        using var added = Live.Add(filter?.Filter ?? EventFilter.All, filter?.Start);
        await foreach (var e in added.Events.ReadAllAsync(ct).ConfigureAwait(false))
        {
            added.NoteDelivered();
            yield return e;
        }
    }

    /// <inheritdoc/>
    public ValueTask<long> DeleteBeforeAsync(DateTimeOffset cutoff, CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        return _store.RetainAsync(cutoff, maxBytes: null, ct);
    }

    /// <inheritdoc/>
    public ValueTask<long> RetainAsync(TimeSpan? maxAge, long? maxBytes, CancellationToken ct = default)
    {
        ObjectDisposedException.ThrowIf(_disposed != 0, this);
        if (maxAge < TimeSpan.Zero)
            throw new ArgumentOutOfRangeException(nameof(maxAge), maxAge, "An age must not be negative.");
        if (maxBytes < 0)
            throw new ArgumentOutOfRangeException(nameof(maxBytes), maxBytes, "A size must not be negative.");
        return _store.RetainAsync(maxAge is { } age ? EventQuery.Earlier(Time.GetUtcNow(), age) : null, maxBytes, ct);
    }

    /// <summary>Stores what waits, for at most <see cref="EventSinkOptions.ShutdownTimeout"/>, and closes the file.</summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
            return;
        _spanListener?.Dispose();
        _exitHook.Dispose();
        _retention?.Dispose();
        Pipeline.Dispose();
        if (!_isOpenKnown && _store is OpeningStore { Opened: { IsFaulted: true } opened })
            Failures.Report("open", $"Nothing was recorded: {opened.Exception.InnerException!.Message}", opened.Exception.InnerException);
        // Threads that logged here may keep the pool until they log elsewhere.
        Logs.Pool.Trim();
        Spans.Pool.Trim();
        Live.Dispose();
        _meter.Dispose();
        _store.Dispose();
    }

    /// <inheritdoc cref="Dispose"/>
    public async ValueTask DisposeAsync() => await Task.Run(Dispose).ConfigureAwait(false);

    /// <summary>A newer version's file can still be asked; a host must not fail to start because another one was upgraded before it.</summary>
    private static IEventStore OpenStore(StoreSettings settings)
    {
        try
        {
            return LastingStore.Open(settings);
        }
        catch (NewerSchemaException e)
        {
            settings.Failures.Report("open", e.Message, null);
            return new ReadOnlyStore(settings.Path, e.Message, settings.Incidents);
        }
    }

    private static StoreSettings SettingsFor(EventSinkOptions options, Failures failures, FullAlarm? alarm) =>
        new(DatabasePath.Resolve(options.DatabasePath), failures, options.TimeProvider) { TextIndex = options.TextIndex, Full = alarm is null ? null : alarm.Ring };

    /// <summary>Null where nothing is to be deleted anyway: nobody would listen.</summary>
    private static FullAlarm? AlarmFor(EventSinkOptions options) => options.MaxAge is null && options.MaxBytes is null ? null : new FullAlarm();

    /// <summary>Captures the spans of this process from now on, in the way the options say.</summary>
    internal void ListenToSpans(TracerPresence tracer)
    {
        var mode = Options.Spans != SpanCapture.Auto ? Options.Spans
            : tracer == TracerPresence.Certain ? SpanCapture.Passive
            : SpanCapture.Sampling;
        if (mode == SpanCapture.Off)
            return;
        var yields = Options.Spans == SpanCapture.Auto && tracer == TracerPresence.WhereSdkIsActive;
        _spanListener = new SpanListener(this, mode, yields ? static () => OpenTelemetrySdk.IsActive : static () => false);
    }

    /// <summary>Whether every recorded span of this process comes here by itself when it stops.</summary>
    internal bool CapturesSpans => _spanListener is not null && _disposed == 0;

    internal bool CollectSpan(Activity activity, Resource resource) =>
        Pipeline.TryAdd(SpanRecord.Of(activity, resource, Spans));

    /// <summary>Records what ended the process.</summary>
    internal void CollectCrash(Exception exception)
    {
        var log = Logs.Pool.Rent(CaptureThread.Current.Logs);
        log.Source = new LogSource(Logs, Resource, "System.AppDomain");
        log.Message = log.Template = "Unhandled exception: the process ends";
        log.SetSeverity(Microsoft.Extensions.Logging.LogLevel.Critical);
        log.Time = UnixTime.Now(Time);
        log.ThreadId = Environment.CurrentManagedThreadId;
        log.Exception = ExceptionSnapshot.Of(exception);
        Pipeline.TryAdd(log);
    }
}
