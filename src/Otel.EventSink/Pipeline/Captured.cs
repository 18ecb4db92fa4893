namespace Otel.EventSink.Pipeline;

/// <summary>
/// What a capture hands to the pipeline: everything it needs copied on the caller's thread, turned into a row on the writer's. No
/// code of the host's may run in <see cref="Encode"/>; it could block or throw there.
/// </summary>
internal abstract class Captured
{
    /// <summary>Whether this goes into the lane that is dropped last.</summary>
    public bool IsError { get; protected set; }

    /// <summary>How many ordinary items had got a place when this one came: the order of arrival, whatever clocks say. Wraps around.</summary>
    public int Place { get; set; }

    /// <summary>Told when the item is committed, or why it was dropped. Null: nobody waits.</summary>
    public CommitWaiter? Waiter { get; set; }

    /// <summary>Appends one row, or more, to the batch. Runs on the writer's thread.</summary>
    public abstract void Encode(EventBatch batch);

    /// <summary>Gives the item back to where it came from; nobody uses it afterwards.</summary>
    public virtual void Release()
    {
    }
}
