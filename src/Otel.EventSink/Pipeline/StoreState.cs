namespace Otel.EventSink.Pipeline;

/// <summary>What the writer last heard from the store.</summary>
internal enum StoreState
{
    Working,
    Busy,
    Failing,
    Damaged,
}
