namespace Otel.EventSink.Capture;

/// <summary>What a thread has at hand for its captures: found once per call, since finding it costs as much as several of the steps of one.</summary>
internal sealed class CaptureThread
{
    [ThreadStatic]
    private static CaptureThread? _current;

    public static CaptureThread Current => _current ?? Create();

    public int Id { get; } = Environment.CurrentManagedThreadId;

    /// <summary>Whether this is one of the sink's own threads.</summary>
    public bool IsOwn { get; set; }

    /// <summary>How many log calls this one is inside of.</summary>
    public int Nesting { get; set; }

    public CaptureHand<LogCapture> Logs { get; } = new();

    public CaptureHand<SpanRecord> Spans { get; } = new();

    private static CaptureThread Create() => _current = new CaptureThread();
}
