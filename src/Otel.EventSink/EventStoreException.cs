namespace Otel.EventSink;

/// <summary>The event store cannot be opened, read or written. The message says which file, why, and what to do.</summary>
public sealed class EventStoreException : Exception
{
    /// <summary>Creates the exception with its message and, where there is one, its cause.</summary>
    public EventStoreException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
