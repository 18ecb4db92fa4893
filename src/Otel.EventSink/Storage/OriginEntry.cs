namespace Otel.EventSink.Storage;

/// <summary>What the events of one place in the code share. Used by one reader.</summary>
internal sealed class OriginEntry(string title, byte[] metadata)
{
    private IReadOnlyDictionary<string, object?>? _last;
    private long _lastResource;
    private long _lastThread;

    public string Title => title;

    public byte[] Metadata => metadata;

    /// <summary>
    /// The metadata of an event that has none of its own: mostly that of the event before from here, so that it is made, and parsed if
    /// anybody asks, once for all of them.
    /// </summary>
    public IReadOnlyDictionary<string, object?> MetadataWith(long resource, long thread, NameCache names)
    {
        if (_last is null || resource != _lastResource || thread != _lastThread)
        {
            _last = JsonObject.Of(names.Resource(resource), metadata, [], thread);
            (_lastResource, _lastThread) = (resource, thread);
        }

        return _last;
    }
}
