using System.Diagnostics.Tracing;

namespace Otel.EventSink.Capture;

/// <summary>
/// Notices that a provider of OpenTelemetry's SDK has been built in this process, by the event source that the SDK then has. No event
/// is enabled. Where event sources are switched off, as in some trimmed programs, nothing is noticed: there the mode must be set.
/// </summary>
internal sealed class OpenTelemetrySdk : EventListener
{
    private static volatile bool _isActive;
    private static readonly OpenTelemetrySdk Instance = new();

    /// <summary>Cheap enough for every root span.</summary>
    public static bool IsActive => Instance is not null && _isActive;

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "OpenTelemetry-Sdk")
            _isActive = true;
    }
}
