namespace Otel.EventSink;

/// <summary>
/// Says what a captured log record or span means. A rule applies where everything that it asks for holds; the first that applies wins.
/// It does not apply to events that a program hands to the collector itself.
/// </summary>
/// <remarks>Patterns match the whole text, without regard to case; <c>*</c> stands for any characters.</remarks>
public sealed record EventRule
{
    /// <summary>Pattern for the service name. Null: any.</summary>
    public string? Service { get; init; }

    /// <summary>Pattern for the logger category, activity source or instrumentation scope. Null: any.</summary>
    public string? Source { get; init; }

    /// <summary>Pattern for the span's name, the log record's <c>EventId.Name</c> or its message template. Null: any.</summary>
    public string? Name { get; init; }

    /// <summary>Patterns for values of attributes, by key; <c>*</c> asks only that it is there. Default: none.</summary>
    public IReadOnlyDictionary<string, string> Attributes { get; init; } = new Dictionary<string, string>();

    /// <summary>The system to set. Null: as it came.</summary>
    public SourceSystem? SetSystem { get; init; }

    /// <summary>The type to set, where the record does not name its own. Null: as it came.</summary>
    public EventType? SetType { get; init; }

    /// <summary>The severity to set. Null: as it came.</summary>
    public Severity? SetSeverity { get; init; }

    /// <summary>Tags to add. Default: none.</summary>
    public IReadOnlyList<string> SetTags { get; init; } = [];

    /// <summary>The correlation id to set. Null: as it came.</summary>
    public string? SetCorrelationId { get; init; }

    /// <summary>The attribute whose value becomes the correlation id. Null: none.</summary>
    public string? SetCorrelationFrom { get; init; }

    internal bool SetsNothing =>
        SetSystem is null && SetType is null && SetSeverity is null && SetTags.Count == 0 && SetCorrelationId is null && SetCorrelationFrom is null;
}
