using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>An event that a program handed to the collector. Values that may change or run code are copied here.</summary>
internal sealed class EventRecord : Captured
{
    private const string CaptureError = "eventsink.capture_error";

    private readonly Event _event;
    private readonly List<KeyValuePair<string, object?>> _data;
    private readonly List<KeyValuePair<string, object?>> _metadata;
    private readonly Redaction _redaction;
    private readonly string? _tags;
    private readonly int _maxTextLength;

    public EventRecord(Event e, EventSinkOptions options, Redaction redaction)
    {
        _redaction = redaction;
        _event = e;
        _maxTextLength = options.MaxTextLength;
        _data = Copy(e.Data, _maxTextLength);
        _metadata = Copy(e.Metadata, _maxTextLength);
        _tags = TagsOf(e, _data);
        IsError = e.SeverityNumber >= SeverityNumbers.Error;
    }

    public override void Encode(EventBatch batch)
    {
        _redaction.Apply(_data);
        _redaction.Apply(_metadata);
        EventConversion.Encode(_event, _data, _metadata, _tags, _maxTextLength, batch);
    }

    private static string? TagsOf(Event e, List<KeyValuePair<string, object?>> data)
    {
        try
        {
            return EventTags.ToJson(e.Tags ?? []);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Tags are a list of the host's: it may throw, or be changed meanwhile.
            data.Add(new(CaptureError, JsonValues.Threw(e.Tags!, exception)));
            return null;
        }
    }

    private static List<KeyValuePair<string, object?>> Copy(IReadOnlyDictionary<string, object?>? values, int maxTextLength)
    {
        var copy = new List<KeyValuePair<string, object?>>();
        try
        {
            if (values is null || values.Count == 0)
                return copy;
            foreach (var (key, value) in values)
                copy.Add(new(key ?? "", ValueSnapshot.Of(value, maxTextLength)));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // A dictionary that is changed meanwhile, or code of the host's: what was copied until then is kept, and says what happened.
            copy.Add(new(CaptureError, JsonValues.Threw(values!, e)));
        }

        return copy;
    }
}
