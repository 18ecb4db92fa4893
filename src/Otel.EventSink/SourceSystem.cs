namespace Otel.EventSink;

/// <summary>The system an event comes from: one of the well-known ones, or any other by its <c>service.name</c>. An open set.</summary>
public readonly record struct SourceSystem
{
    private readonly string? _name;

    /// <summary>Names a system. The name is kept as it is.</summary>
    /// <param name="name">1 to 256 characters, none of them a control character.</param>
    /// <exception cref="ArgumentException">The name is empty, too long, or holds a control character.</exception>
    public SourceSystem(string name) => _name = Names.Validate(name, nameof(name), "a source system", allowSpaces: true);

    /// <summary>The name; <c>unknown</c> for <c>default</c>.</summary>
    public string Name => _name ?? "unknown";

    /// <summary>Orchestration.</summary>
    public static SourceSystem Mahavishnu { get; } = new("mahavishnu");

    /// <summary>Quality checks.</summary>
    public static SourceSystem Crackerjack { get; } = new("crackerjack");

    /// <summary>Sessions.</summary>
    public static SourceSystem SessionBuddy { get; } = new("session_buddy");

    /// <summary>Analytics.</summary>
    public static SourceSystem Akosha { get; } = new("akosha");

    /// <summary>Configuration and lifecycle.</summary>
    public static SourceSystem Oneiric { get; } = new("oneiric");

    /// <inheritdoc/>
    public bool Equals(SourceSystem other) => Name == other.Name;

    /// <inheritdoc/>
    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

    /// <summary>The name.</summary>
    public override string ToString() => Name;

    /// <summary>A system from text that is not ours to refuse: what a name may not hold is replaced.</summary>
    internal static SourceSystem Lenient(string? name) => new(Names.Repair(name, "unknown", allowSpaces: true));
}
