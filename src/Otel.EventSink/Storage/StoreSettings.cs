using Otel.EventSink.Diagnostics;

namespace Otel.EventSink.Storage;

/// <summary>How a store is to be kept.</summary>
internal sealed record StoreSettings(string Path, Failures Failures, TimeProvider Time)
{
    public bool TextIndex { get; init; } = true;

    /// <summary>Called each time that nothing can be appended because the disk is full, by the thread that appends.</summary>
    public Action? Full { get; init; }

    public StoreIncidents Incidents { get; } = new(Time);
}
