namespace Otel.EventSink;

/// <summary>What happens to an event when the queue is full. Whatever is dropped is counted, by reason.</summary>
public enum QueueFullMode
{
    /// <summary>The caller waits for a place: nothing is lost while the store works. While the store fails, events are dropped instead.</summary>
    Wait,

    /// <summary>The new event is dropped. The caller never waits.</summary>
    DropNewest,

    /// <summary>The oldest waiting event is dropped. The caller never waits.</summary>
    DropOldest,

    /// <summary>The caller waits for at most <see cref="EventSinkOptions.FullTimeout"/>, then the new event is dropped.</summary>
    WaitWithTimeout,
}
