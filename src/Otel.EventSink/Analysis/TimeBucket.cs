namespace Otel.EventSink;

/// <summary>How many events fell into a part of the time.</summary>
/// <param name="Start">The first moment of the part, UTC.</param>
/// <param name="Count">Events from then until the next part begins; 0 where there were none.</param>
public readonly record struct TimeBucket(DateTimeOffset Start, long Count);
