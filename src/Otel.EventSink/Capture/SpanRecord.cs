using System.Diagnostics;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// A finished span on its way to the writer. The activity itself is kept, as OpenTelemetry's batch processor keeps it; tags with
/// values that may change or run code are copied here, and then stand in for the activity's.
/// </summary>
internal sealed class SpanRecord : Captured
{
    private readonly SpanConversion _conversion;
    private SpanCopies? _copies;

    public SpanRecord(Activity activity, Resource resource, SpanConversion conversion)
    {
        _conversion = conversion;
        Activity = activity;
        Resource = resource;
        IsError = HasFailed(activity);
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
            if (!ValueSnapshot.IsImmutable(tag.Value))
            {
                Copies.Tags = Copy(activity, conversion.MaxTextLength);
                break;
            }

        foreach (ref readonly var item in activity.EnumerateEvents())
            (Copies.Events ??= []).Add(new(item.Name, item.Timestamp, Copy(item.EnumerateTagObjects(), conversion.MaxTextLength)));
        foreach (ref readonly var link in activity.EnumerateLinks())
            (Copies.Links ??= []).Add(new(link.Context, Copy(link.EnumerateTagObjects(), conversion.MaxTextLength)));
    }

    public Activity Activity { get; }

    public Resource Resource { get; }

    /// <summary>The tags, where the activity's own could not be kept.</summary>
    public List<KeyValuePair<string, object?>>? Tags => _copies?.Tags;

    public List<SpanRecordEvent>? Events => _copies?.Events;

    public List<SpanRecordLink>? Links => _copies?.Links;

    private SpanCopies Copies => _copies ??= new SpanCopies();

    public override void Encode(EventBatch batch) => _conversion.Encode(this, batch);

    /// <summary>By its status, or by the tag that stands for one where an older instrumentation set none.</summary>
    private static bool HasFailed(Activity activity)
    {
        if (activity.Status != ActivityStatusCode.Unset)
            return activity.Status == ActivityStatusCode.Error;
        var failed = false;
        foreach (ref readonly var tag in activity.EnumerateTagObjects())
            if (tag.Key == WellKnownKeys.StatusCode)
                failed = "ERROR".Equals(EventValues.Text(tag.Value), StringComparison.OrdinalIgnoreCase);
        return failed;
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
