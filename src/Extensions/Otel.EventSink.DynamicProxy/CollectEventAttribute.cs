namespace Otel.EventSink;

/// <summary>
/// Says what the calls of an intercepted interface are recorded as. On a method of the class it wins over one on the interface's method,
/// then come the class and the interface.
/// </summary>
/// <remarks>
/// A type <c>x.started</c> gives three events: it before the call, <c>x.completed</c> with the duration after it, or <c>x.failed</c> with
/// the exception; <c>test.run</c> leads to <c>test.passed</c> and <c>test.failed</c>. Any other type gives one event when the call is done,
/// and <c>error.occurred</c> when it fails. A cancelled call is <c>x.cancelled</c> where that is a well-known name, else what a failed
/// one is, with <c>cancelled</c> in its data; its severity is warning.
/// </remarks>
[AttributeUsage(AttributeTargets.Interface | AttributeTargets.Class | AttributeTargets.Method)]
public sealed class CollectEventAttribute : Attribute
{
    /// <summary><c>call.started</c>, <c>call.completed</c> and <c>call.failed</c>, of this service.</summary>
    public CollectEventAttribute()
    {
    }

    /// <summary>Events of a type, of a system.</summary>
    /// <param name="system">The name of a <see cref="SourceSystem"/>.</param>
    /// <param name="eventType">The name of an <see cref="EventType"/>, see <see cref="EventTypeNames"/>.</param>
    public CollectEventAttribute(string system, string eventType)
    {
        System = system;
        EventType = eventType;
    }

    /// <summary>Who says it. Null: this service.</summary>
    public string? System { get; }

    /// <summary>What a call is when it starts, or, where the name says what happened, when it is done. Null: <c>call.started</c>.</summary>
    public string? EventType { get; }

    /// <summary>What a call is when it is done. With it there is always an event at the start. Default: follows from <see cref="EventType"/>.</summary>
    public string? Completed { get; set; }

    /// <summary>What a call is when it fails. Default: follows from <see cref="EventType"/>.</summary>
    public string? Failed { get; set; }

    /// <summary>Whether arguments are recorded, but for those marked with <see cref="DoNotRecordAttribute"/>. Default: false.</summary>
    public bool Arguments { get; set; }

    /// <summary>Whether results, <c>ref</c> and <c>out</c> values are recorded. Default: false.</summary>
    public bool Result { get; set; }

    /// <summary>False: calls are not recorded, and cost next to nothing. Default: true.</summary>
    public bool Enabled { get; set; } = true;
}
