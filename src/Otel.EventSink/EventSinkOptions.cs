namespace Otel.EventSink;

/// <summary>How events are captured and kept. The defaults work untouched.</summary>
public sealed class EventSinkOptions
{
    /// <summary>The smallest queue that is accepted.</summary>
    internal const int MinQueueCapacity = 64;

    /// <summary>The largest queue that is accepted.</summary>
    internal const int MaxQueueCapacity = 1 << 22;

    /// <summary>
    /// The database file. Default: the environment variable <c>EVENTSINK_DB</c>, else one file per user, shared by all hosts
    /// (<c>$XDG_DATA_HOME/eventsink/events.db</c>, <c>%LOCALAPPDATA%\EventSink\events.db</c> on Windows).
    /// </summary>
    public string? DatabasePath { get; set; }

    /// <summary>
    /// The name of this service: the system of captured events and their <c>service.name</c>. Default: the environment variable
    /// <c>OTEL_SERVICE_NAME</c>, else the host's application name, else that of the entry assembly.
    /// </summary>
    public string? ServiceName { get; set; }

    /// <summary>
    /// How many events may wait for the writer, 64 to 4,194,304; rounded up to a power of two. Default: 65,536. A further eighth is
    /// reserved for events of severity error and critical.
    /// </summary>
    public int QueueCapacity { get; set; } = 65_536;

    /// <summary>What happens when the queue is full. Default: <see cref="QueueFullMode.Wait"/>.</summary>
    public QueueFullMode FullMode { get; set; } = QueueFullMode.Wait;

    /// <summary>How long <see cref="QueueFullMode.WaitWithTimeout"/> waits, 1 ms to 1 min. Default: 100 ms.</summary>
    public TimeSpan FullTimeout { get; set; } = TimeSpan.FromMilliseconds(100);

    /// <summary>
    /// How long a committed event may wait until it is flushed to the disk, up to 1 min. Zero flushes every commit. Default: 500 ms.
    /// A crash of the process loses nothing that is committed, whatever this says; it matters when the power fails.
    /// </summary>
    public TimeSpan SyncInterval { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long closing may take to store what waits, up to 10 min. Default: 5 s.</summary>
    public TimeSpan ShutdownTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How spans are captured by the host's listener. Default: <see cref="SpanCapture.Auto"/>.</summary>
    public SpanCapture Spans { get; set; } = SpanCapture.Auto;

    /// <summary>Whether logging scopes are captured. Default: true.</summary>
    public bool IncludeScopes { get; set; } = true;

    /// <summary>Text longer than this many characters is cut and marked, 64 to 10,000,000. Default: 32,768.</summary>
    public int MaxTextLength { get; set; } = 32_768;

    /// <summary>Events older than this are deleted, from 1 min. Default: null, none is.</summary>
    public TimeSpan? MaxAge { get; set; }

    /// <summary>The oldest events are deleted once all take more than this many bytes on the disk, from 1 MiB. Default: null, none is.</summary>
    public long? MaxBytes { get; set; }

    /// <summary>How often <see cref="MaxAge"/> and <see cref="MaxBytes"/> are looked after, 1 s to 1 day. Default: 10 min.</summary>
    public TimeSpan RetentionInterval { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Whether titles and descriptions are indexed, so that <see cref="EventQuery.Search"/> need not read them all. Done in idle time,
    /// once 8,192 events are not indexed yet; takes some 10 bytes an event. Default: true.
    /// </summary>
    public bool TextIndex { get; set; } = true;

    /// <summary>What captured records mean: the first rule that applies wins. Default: none.</summary>
    public IList<EventRule> Rules { get; } = [];

    /// <summary>
    /// Called with each failure of the sink's own, rate-limited, on the thread that failed. Default: a line on standard error.
    /// What it throws is ignored.
    /// </summary>
    public Action<EventSinkFailure>? OnFailure { get; set; }

    /// <summary>The clock. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>All that is wrong with these options, one sentence each.</summary>
    internal IReadOnlyList<string> Validate()
    {
        var errors = new List<string>();
        // The sentences as delegates: what is right, which is nearly always, then costs a host's start none of their code.
        Require(
            DatabasePath is null || !string.IsNullOrWhiteSpace(DatabasePath),
            () => "DatabasePath is empty: name a file, or leave it unset for the default.");
        Require(
            ServiceName is null || Names.IsValid(ServiceName, allowSpaces: true),
            () => $"ServiceName '{ServiceName}' is not a name: it must have 1 to {Names.MaxLength} characters without control characters.");
        Require(
            QueueCapacity is >= MinQueueCapacity and <= MaxQueueCapacity,
            () => $"QueueCapacity is {QueueCapacity}: it must lie between {MinQueueCapacity} and {MaxQueueCapacity}.");
        Require(
            FullMode is >= 0 and <= QueueFullMode.WaitWithTimeout,
            () => $"FullMode is {(int)FullMode}: use one of {string.Join(", ", Enum.GetNames<QueueFullMode>())}.");
        Require(
            IsBetween(FullTimeout, TimeSpan.FromMilliseconds(1), TimeSpan.FromMinutes(1)),
            () => $"FullTimeout is {FullTimeout}: it must lie between 1 ms and 1 min.");
        Require(
            IsBetween(SyncInterval, TimeSpan.Zero, TimeSpan.FromMinutes(1)),
            () => $"SyncInterval is {SyncInterval}: it must lie between 0 and 1 min.");
        Require(
            IsBetween(ShutdownTimeout, TimeSpan.Zero, TimeSpan.FromMinutes(10)),
            () => $"ShutdownTimeout is {ShutdownTimeout}: it must lie between 0 and 10 min.");
        Require(Spans is >= 0 and <= SpanCapture.Off, () => $"Spans is {(int)Spans}: use one of {string.Join(", ", Enum.GetNames<SpanCapture>())}.");
        Require(MaxTextLength is >= 64 and <= 10_000_000, () => $"MaxTextLength is {MaxTextLength}: it must lie between 64 and 10000000.");
        Require(MaxAge is not { } age || age >= TimeSpan.FromMinutes(1), () => $"MaxAge is {MaxAge}: it must be at least 1 min, or unset.");
        Require(MaxBytes is null or >= 1 << 20, () => $"MaxBytes is {MaxBytes}: it must be at least 1048576, or unset.");
        Require(
            IsBetween(RetentionInterval, TimeSpan.FromSeconds(1), TimeSpan.FromDays(1)),
            () => $"RetentionInterval is {RetentionInterval}: it must lie between 1 s and 1 day.");
        for (var i = 0; i < Rules.Count; i++)
            if (Rules[i] is null || Rules[i].SetsNothing)
                errors.Add($"Rules[{i}] sets nothing: give it SetSystem, SetType, SetSeverity, SetTags, SetCorrelationId or SetCorrelationFrom.");
        return errors;

        void Require(bool holds, Func<string> otherwise)
        {
            if (!holds)
                errors.Add(otherwise());
        }
    }

    private static bool IsBetween(TimeSpan value, TimeSpan min, TimeSpan max) => value >= min && value <= max;
}
