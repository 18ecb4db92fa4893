namespace Otel.EventSink.Capture;

/// <summary>The keys that captures read from states, scopes and tags, and write into data and metadata.</summary>
internal static class WellKnownKeys
{
    public const string OriginalFormat = "{OriginalFormat}";

    // Set fields of the event.
    public const string CorrelationId = "correlation_id";
    public const string Tags = "tags";
    public const string System = "system";
    public const string EventType = "event_type";
    public const string DurationMs = "duration_ms";
    public const string SpanEventType = "event.type";
    public const string SinkEventType = "eventsink.event_type";
    public const string SinkSystem = "eventsink.system";
    public const string SinkSeverity = "eventsink.severity";

    // OpenTelemetry semantic conventions.
    public const string ExceptionType = "exception.type";
    public const string ExceptionMessage = "exception.message";
    public const string ExceptionStackTrace = "exception.stacktrace";
    public const string StatusCode = "otel.status_code";
    public const string StatusDescription = "otel.status_description";

    /// <summary>Whether a value of this name in a log record sets a field of the event.</summary>
    public static bool SetsField(string name) => name is CorrelationId or Tags or System or EventType or DurationMs;
}
