namespace Otel.EventSink;

/// <summary>How a live subscriber fares.</summary>
/// <param name="Delivered">Events that were handed over.</param>
/// <param name="Dropped">Events that it missed because its queue was full.</param>
/// <param name="Failed">Events at which it threw.</param>
/// <param name="QueueDepth">Events that wait for it.</param>
public sealed record SubscriberHealth(long Delivered, long Dropped, long Failed, int QueueDepth);
