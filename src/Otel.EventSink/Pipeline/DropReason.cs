namespace Otel.EventSink.Pipeline;

internal enum DropReason
{
    QueueFull,
    Displaced,
    Timeout,
    StoreFailed,
    Rejected,
    CaptureFailed,
    ReadOnly,
    Closed,
}

internal static class DropReasons
{
    public static readonly DropReason[] All = Enum.GetValues<DropReason>();

    /// <summary>The names under which health and the meter count them.</summary>
    public static string Name(this DropReason reason) => reason switch
    {
        DropReason.QueueFull => "queue_full",
        DropReason.Displaced => "displaced",
        DropReason.Timeout => "timeout",
        DropReason.StoreFailed => "store_failed",
        DropReason.Rejected => "rejected",
        DropReason.CaptureFailed => "capture_failed",
        DropReason.ReadOnly => "read_only",
        _ => "closed",
    };

    public static string Explain(DropReason reason) => reason switch
    {
        DropReason.QueueFull => "the queue was full (QueueCapacity, FullMode).",
        DropReason.Displaced => "it was the oldest in a full queue and gave way (QueueCapacity, FullMode).",
        DropReason.Timeout => "the queue stayed full for longer than FullTimeout.",
        DropReason.StoreFailed => "the store cannot be written; CheckHealthAsync says why (LastError).",
        DropReason.Rejected => "the store refused it, and would again.",
        DropReason.CaptureFailed => "it could not be captured.",
        DropReason.ReadOnly => "the store is of a newer version and only read; CheckHealthAsync says which (LastError).",
        _ => "the collector is closed.",
    };
}
