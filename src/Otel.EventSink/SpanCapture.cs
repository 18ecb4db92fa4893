namespace Otel.EventSink;

/// <summary>How spans (<see cref="System.Diagnostics.Activity"/>) are captured.</summary>
public enum SpanCapture
{
    /// <summary><see cref="Passive"/> where the host has an OpenTelemetry <c>TracerProvider</c>, else <see cref="Sampling"/>.</summary>
    Auto,

    /// <summary>Takes what others decided to record; never causes, prevents or changes a span.</summary>
    Passive,

    /// <summary>Asks for every span whose parent, if any, is recorded.</summary>
    Sampling,

    /// <summary>No spans.</summary>
    Off,
}
