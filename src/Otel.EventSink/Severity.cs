namespace Otel.EventSink;

/// <summary>How grave an event is. The finer OpenTelemetry severity number (1 to 24) is kept beside it, in <see cref="Event.SeverityNumber"/>.</summary>
public enum Severity
{
    /// <summary>OpenTelemetry severity numbers 1 to 8 (trace and debug).</summary>
    Debug,

    /// <summary>OpenTelemetry severity numbers 9 to 12.</summary>
    Info,

    /// <summary>OpenTelemetry severity numbers 13 to 16.</summary>
    Warning,

    /// <summary>OpenTelemetry severity numbers 17 to 20.</summary>
    Error,

    /// <summary>OpenTelemetry severity numbers 21 to 24 (fatal).</summary>
    Critical,
}
