namespace Otel.EventSink;

/// <summary>What an event was made from.</summary>
public enum EventKind
{
    /// <summary>An event handed to the collector.</summary>
    Event,

    /// <summary>A log record. Its <see cref="Event.SpanId"/> is the span it was written in.</summary>
    Log,

    /// <summary>A finished span. Its <see cref="Event.SpanId"/> is its own.</summary>
    Span,
}
