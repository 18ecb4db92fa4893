using System.Reflection;
using System.Text;

namespace Otel.EventSink.Capture;

/// <summary>The service that speaks: its name is the system, its attributes go into the metadata of what it says.</summary>
internal sealed class Resource
{
    private readonly IReadOnlyList<KeyValuePair<string, object?>> _attributes;
    private string? _metadata;

    private Resource(SourceSystem system, IReadOnlyList<KeyValuePair<string, object?>> attributes)
    {
        System = system;
        _attributes = attributes;
    }

    public SourceSystem System { get; }

    /// <summary>A JSON object with the one member <c>resource</c>.</summary>
    /// <remarks>Made by the writer, when it is first asked for: the first JSON of a process takes 8 ms, which a host's start is not to wait for.</remarks>
    public string Metadata => _metadata ??= ToJson(_attributes);

    public static string DefaultServiceName =>
        Environment.GetEnvironmentVariable("OTEL_SERVICE_NAME") is { Length: > 0 } name ? name
        : Assembly.GetEntryAssembly()?.GetName().Name ?? "unknown";

    /// <summary>This process, under the given service name.</summary>
    public static Resource OfProcess(string? serviceName)
    {
        var system = SourceSystem.Lenient(serviceName ?? DefaultServiceName);
        KeyValuePair<string, object?>[] attributes =
        [
            new("service.name", system.Name),
            new("host.name", Environment.MachineName),
            new("process.pid", Environment.ProcessId),
        ];
        return new Resource(system, attributes);
    }

    /// <summary>A resource that an OpenTelemetry pipeline describes; the host's own name where it has none but the SDK's placeholder.</summary>
    public static Resource Of(IEnumerable<KeyValuePair<string, object>> attributes, SourceSystem fallback)
    {
        var kept = attributes.Select(a => new KeyValuePair<string, object?>(a.Key, ValueSnapshot.Of(a.Value, 1024))).ToList();
        var name = kept.Find(a => a.Key == "service.name").Value as string;
        var isPlaceholder = name is null || name.StartsWith("unknown_service", StringComparison.Ordinal);
        return new Resource(isPlaceholder ? fallback : SourceSystem.Lenient(name), kept);
    }

    private static string ToJson(IReadOnlyList<KeyValuePair<string, object?>> attributes)
    {
        var inner = JsonFragment.Of(attributes, maxTextLength: 1024);
        return $$"""{"resource":{{Encoding.UTF8.GetString(inner.Utf8)}}}""";
    }
}
