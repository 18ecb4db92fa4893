using System.Diagnostics;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// A finished span on its way to the writer. The activity itself is kept, as OpenTelemetry's batch processor keeps it; tags with
/// values that may change or run code are copied here, and then stand in for the activity's. Pooled: what was made once is used again.
/// </summary>
internal sealed class SpanRecord : Captured
{
    private SpanConversion? _conversion;
    private Activity? _activity;
    private Resource? _resource;
    private SpanCopies? _copies;

    public static SpanRecord Of(Activity activity, Resource resource, SpanConversion conversion)
    {
        var record = conversion.Pool.Rent(CaptureThread.Current.Spans);
        (record._conversion, record._activity, record._resource) = (conversion, activity, resource);
        record.IsError = activity.Status == ActivityStatusCode.Error;
        record.CopyWhatMayChange(activity, conversion.MaxTextLength);
        return record;
    }

    public Activity Activity => _activity!;

    public Resource Resource => _resource!;

    /// <summary>The tags, where the activity's own could not be kept.</summary>
    public List<KeyValuePair<string, object?>>? Tags => _copies?.Tags;

    public List<SpanRecordEvent>? Events => _copies?.Events;

    public List<SpanRecordLink>? Links => _copies?.Links;

    private SpanCopies Copies => _copies ??= new SpanCopies();

    public override void Encode(EventBatch batch) => _conversion!.Encode(this, batch);

    public override void Release()
    {
        var pool = _conversion!.Pool;
        (_conversion, _activity, _resource, _copies, Waiter) = (null, null, null, null, null);
        pool.Return(this, CaptureThread.Current.Spans);
    }

    private void CopyWhatMayChange(Activity activity, int maxTextLength)
    {
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
            if (!ValueSnapshot.IsImmutable(tag.Value))
            {
                Copies.Tags = Copy(activity, maxTextLength);
                break;
            }

        foreach (ref readonly var item in activity.EnumerateEvents())
            (Copies.Events ??= []).Add(new(item.Name, item.Timestamp, Copy(item.EnumerateTagObjects(), maxTextLength)));
        foreach (ref readonly var link in activity.EnumerateLinks())
            (Copies.Links ??= []).Add(new(link.Context, Copy(link.EnumerateTagObjects(), maxTextLength)));
    }

    private static List<KeyValuePair<string, object?>> Copy(Activity activity, int maxTextLength)
    {
        var tags = new List<KeyValuePair<string, object?>>();
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
            tags.Add(new(tag.Key ?? "", ValueSnapshot.Of(tag.Value, maxTextLength)));
        return tags;
    }

    private static KeyValuePair<string, object?>[] Copy(Activity.Enumerator<KeyValuePair<string, object?>> tags, int maxTextLength)
    {
        var copy = new List<KeyValuePair<string, object?>>();
        foreach (ref readonly var tag in tags)
            copy.Add(new(tag.Key ?? "", ValueSnapshot.Of(tag.Value, maxTextLength)));
        return [.. copy];
    }

    /// <summary>Apart, because most spans have none of it and there are many spans.</summary>
    private sealed class SpanCopies
    {
        public List<KeyValuePair<string, object?>>? Tags;
        public List<SpanRecordEvent>? Events;
        public List<SpanRecordLink>? Links;
    }
}

/// <summary>Something that happened within a span, at a point in time.</summary>
internal readonly record struct SpanRecordEvent(string Name, DateTimeOffset Time, KeyValuePair<string, object?>[] Attributes);

/// <summary>Another span that a span points to.</summary>
internal readonly record struct SpanRecordLink(ActivityContext Context, KeyValuePair<string, object?>[] Attributes);
