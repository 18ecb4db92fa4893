namespace Otel.EventSink.Capture;

/// <summary>What the records of one logger have in common; one instance per logger, so that it can be told by reference.</summary>
internal sealed class LogSource(LogConversion conversion, Resource resource, string category, string? version = null)
{
    /// <summary>Of a record that is not in use.</summary>
    public static readonly LogSource None = new(null!, null!, "");

    /// <summary>Makes events of these records.</summary>
    public LogConversion Conversion { get; } = conversion;

    public Resource Resource { get; } = resource;

    public string Category { get; } = category;

    /// <summary>The version of the instrumentation scope, where there is one.</summary>
    public string? Version { get; } = version;
}
