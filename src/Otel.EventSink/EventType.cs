namespace Otel.EventSink;

/// <summary>What happened, as a dot-name (<c>workflow.started</c>), never with an id inside. An open set with well-known members.</summary>
public readonly partial record struct EventType
{
    private readonly string? _name;

    /// <summary>Names an event type. The name is kept as it is.</summary>
    /// <param name="name">1 to 256 characters without white space and control characters.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, or holds white space or a control character.</exception>
    public EventType(string name) => _name = Names.Validate(name, nameof(name), "an event type", allowSpaces: false);

    /// <summary>The name; <c>log.record</c> for <c>default</c>.</summary>
    public string Name => _name ?? EventTypeNames.LogRecord;

    /// <inheritdoc/>
    public bool Equals(EventType other) => Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>A type from text that is not ours to refuse: what a name may not hold is replaced.</summary>
    internal static EventType Lenient(string name) => new(Names.Repair(name, EventTypeNames.LogRecord, allowSpaces: false));
}
