namespace Otel.EventSink;

/// <summary>What an acknowledgement promises about an event.</summary>
public enum Durability
{
    /// <summary>In memory. Lost at a crash, and then never counted as stored.</summary>
    Enqueued,

    /// <summary>In the database; survives the death of the process (<c>kill -9</c>).</summary>
    Committed,

    /// <summary>Flushed to the disk; survives power loss.</summary>
    Synced,
}
