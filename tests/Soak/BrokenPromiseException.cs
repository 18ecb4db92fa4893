namespace Otel.EventSink.Soak;

/// <summary>Something that was promised did not hold; the message says what, with its values.</summary>
internal sealed class BrokenPromiseException(string message) : Exception(message);
