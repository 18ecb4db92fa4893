namespace Otel.EventSink.Soak.Promises;

/// <summary>Which thread of the product moves the log.</summary>
internal enum LogMovedBy
{
    None,
    Checkpointer,
    Writer,
}
