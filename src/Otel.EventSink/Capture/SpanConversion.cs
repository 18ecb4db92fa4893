using System.Diagnostics;
using System.Text.Json;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>The only place where a span becomes an event. Runs on the writer's thread.</summary>
internal sealed class SpanConversion(EventSinkOptions options, RuleSet rules, Redaction redaction)
{
    private static readonly AttributeLookup<List<KeyValuePair<string, object?>>> Lookup = Find;
    private readonly OriginCache _origins = new();
    private readonly List<KeyValuePair<string, object?>> _tags = [];

    public int MaxTextLength { get; } = options.MaxTextLength;

    public CapturePool<SpanRecord> Pool { get; } = new(options.QueueCapacity, static () => new SpanRecord());

    public void Encode(SpanRecord span, EventBatch batch)
    {
        var activity = span.Activity;
        var tags = TagsOf(span);
        Redact(span, tags);
        var name = NameOf(activity, tags);
        var source = activity.Source.Name;
        // What was started without a source, with `new Activity(...)`, has the empty name.
        var component = source.Length > 0 ? source : activity.OperationName;
        var site = _origins.Get(new(EventKind.Span, span.Resource.System.Name, component, name, (int)activity.Kind, activity.OperationName, activity.Source.Version));
        site.Rules ??= rules.For(span.Resource.System.Name, source, name, activity.OperationName);
        var rule = CompiledRule.First(site.Rules, in tags, Lookup);
        var exception = ExceptionOf(span);
        var traceId = Ids.ToUInt128(activity.TraceId);

        ref var row = ref batch.Add();
        row.Kind = EventKind.Span;
        row.Time = UnixTime.FromTicks(activity.StartTimeUtc.Ticks);
        row.Duration = UnixTime.FromDuration(activity.Duration);
        row.SpanId = Ids.ToUInt64(activity.SpanId);
        row.ParentSpanId = Ids.ToUInt64(activity.ParentSpanId);
        if (row.SpanId != 0)
            row.Id = Ids.DeriveForSpan(row.Time, traceId, row.SpanId, EventKind.Span);

        row.Severity = SeverityNumbers.Of(rule?.SetSeverity ?? SeverityOf(tags) ?? (span.IsError ? Severity.Error : Severity.Info));
        row.System = Text(tags, WellKnownKeys.SinkSystem) is { } system ? SourceSystem.Lenient(system).Name : (rule?.SetSystem ?? span.Resource.System).Name;
        row.Type = (Text(tags, WellKnownKeys.SpanEventType) ?? Text(tags, WellKnownKeys.SinkEventType)) is { } type
            ? EventType.Lenient(type).Name
            : (rule?.SetType ?? EventType.SpanCompleted).Name;
        row.Component = component;
        row.Tags = EventTags.ToJson(EventValues.Find(tags, WellKnownKeys.Tags, out var given) ? given : null, rule?.SetTags);
        row.Resource = span.Resource.Metadata;

        var title = EventValues.OneLine(name);
        row.Origin = site.Origin ??= site.IsSeenAgain() ? OriginOf(activity, title) : null;
        row.Title = row.Origin is null ? batch.Text(title, MaxTextLength) : default;
        row.Description = batch.Text(DescriptionOf(activity, tags, exception), MaxTextLength);
        row.Data = WriteData(span, tags, exception, batch);
        if (row.Severity >= SeverityNumbers.Error)
            row.Fault = FaultOf(component, title, tags, exception ?? []);

        var correlation = Text(tags, WellKnownKeys.CorrelationId)
            ?? (rule?.SetCorrelationFrom is { } from ? Text(tags, from) : null)
            ?? rule?.SetCorrelationId;
        row.Metadata = WriteMetadata(activity, batch, title, isShared: row.Origin is not null, correlation is null ? default : traceId);
        EventValues.SetCorrelation(ref row, batch, correlation, traceId);
    }

    private List<KeyValuePair<string, object?>> TagsOf(SpanRecord span)
    {
        if (span.Tags is not null)
            return span.Tags;
        _tags.Clear();
        foreach (ref readonly var tag in span.Activity.EnumerateTagObjects())
            _tags.Add(new(tag.Key ?? "", tag.Value));
        return _tags;
    }

    private void Redact(SpanRecord span, List<KeyValuePair<string, object?>> tags)
    {
        redaction.Apply(tags);
        foreach (var item in span.Events ?? [])
            redaction.Apply(item.Attributes);
        foreach (var link in span.Links ?? [])
            redaction.Apply(link.Attributes);
    }

    /// <summary>
    /// The display name. ASP.NET Core gives a request's span none of its own unless OpenTelemetry's instrumentation is there, and
    /// "HttpRequestIn" tells a person nothing: method and route, or path, stand in for it.
    /// </summary>
    private static string NameOf(Activity activity, List<KeyValuePair<string, object?>> tags)
    {
        if (activity is { Kind: ActivityKind.Server } && activity.DisplayName == activity.OperationName
            && Text(tags, "http.request.method") is { } method
            && (Text(tags, "http.route") ?? Text(tags, "url.path")) is { } path)
            return $"{method} {path}";
        return activity.DisplayName is { Length: > 0 } name ? name : "span";
    }

    private static Severity? SeverityOf(List<KeyValuePair<string, object?>> tags) =>
        Text(tags, WellKnownKeys.SinkSeverity) is { } text && Enum.TryParse<Severity>(text, ignoreCase: true, out var severity) && Enum.IsDefined(severity) ? severity : null;

    private static KeyValuePair<string, object?>[]? ExceptionOf(SpanRecord span) =>
        span.Events?.FindLast(static e => e.Name == "exception") is { Attributes.Length: > 0 } found ? found.Attributes : null;

    private static string DescriptionOf(Activity activity, List<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?>[]? exception)
    {
        var status = activity.StatusDescription ?? Text(tags, WellKnownKeys.StatusDescription);
        var thrown = exception is null ? null : Text(exception, WellKnownKeys.ExceptionStackTrace) ?? Text(exception, WellKnownKeys.ExceptionMessage);
        return status is null || thrown is null ? status ?? thrown ?? "" : $"{status}\n{thrown}";
    }

    private static Fault FaultOf(string component, string name, List<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?>[] exception) =>
        Fault.Of(Text(exception, WellKnownKeys.ExceptionType), Text(exception, WellKnownKeys.ExceptionStackTrace), component, name)
        ?? Fault.OfSpan(component, name, Text(tags, "error.type") ?? Text(tags, WellKnownKeys.StatusDescription));

    private Slice WriteData(SpanRecord span, List<KeyValuePair<string, object?>> tags, KeyValuePair<string, object?>[]? exception, EventBatch batch)
    {
        var json = batch.BeginObject();
        EventValues.WriteUnique(json, tags, MaxTextLength);
        foreach (var (key, value) in exception ?? [])
            if (key?.StartsWith("exception.", StringComparison.Ordinal) == true && !EventValues.Find(tags, key, out _))
                EventValues.Write(json, key, value, MaxTextLength);
        WriteEvents(json, span, EventValues.KeyBeside(tags, "events"));
        WriteLinks(json, span, EventValues.KeyBeside(tags, "links"));
        return batch.EndObject();
    }

    private void WriteEvents(Utf8JsonWriter json, SpanRecord span, string key)
    {
        if (span.Events is null)
            return;
        json.WriteStartArray(key);
        foreach (var item in span.Events)
        {
            json.WriteStartObject();
            EventValues.Write(json, "name", item.Name, MaxTextLength);
            json.WriteString("timestamp"u8, item.Time.UtcDateTime);
            WriteAttributes(json, item.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteLinks(Utf8JsonWriter json, SpanRecord span, string key)
    {
        if (span.Links is null)
            return;
        json.WriteStartArray(key);
        foreach (var link in span.Links)
        {
            json.WriteStartObject();
            json.WriteString("trace_id"u8, link.Context.TraceId.ToHexString());
            json.WriteString("span_id"u8, link.Context.SpanId.ToHexString());
            if (link.Context.TraceState is { Length: > 0 } state)
                EventValues.Write(json, "trace_state", state, MaxTextLength);
            WriteAttributes(json, link.Attributes);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void WriteAttributes(Utf8JsonWriter json, KeyValuePair<string, object?>[] attributes)
    {
        if (attributes.Length == 0)
            return;
        json.WriteStartObject("attributes"u8);
        EventValues.WriteUnique(json, attributes, MaxTextLength);
        json.WriteEndObject();
    }

    private Slice WriteMetadata(Activity activity, EventBatch batch, string title, bool isShared, UInt128 traceId)
    {
        var json = batch.BeginObject();
        if (!isShared)
            WriteOrigin(json, activity, title);
        if (activity.Status != ActivityStatusCode.Unset)
            json.WriteString("status"u8, activity.Status == ActivityStatusCode.Error ? "error"u8 : "ok"u8);
        if (activity.TraceStateString is { Length: > 0 } state)
            EventValues.Write(json, "trace_state", state, MaxTextLength);
        EventValues.WriteTraceId(json, traceId);
        return batch.EndObject();
    }

    private Origin OriginOf(Activity activity, string title) => new(title, EventValues.ToJson(json => WriteOrigin(json, activity, title)));

    private void WriteOrigin(Utf8JsonWriter json, Activity activity, string title)
    {
        EventValues.Write(json, "source", activity.Source.Name, MaxTextLength);
        if (activity.Source.Version is { Length: > 0 } version)
            EventValues.Write(json, "source_version", version, MaxTextLength);
        json.WriteString("kind"u8, KindName(activity.Kind));
        if (activity.OperationName != title)
            EventValues.Write(json, "operation", activity.OperationName, MaxTextLength);
    }

    private static string KindName(ActivityKind kind) => kind switch
    {
        ActivityKind.Server => "server",
        ActivityKind.Client => "client",
        ActivityKind.Producer => "producer",
        ActivityKind.Consumer => "consumer",
        _ => "internal",
    };

    private static string? Text(IReadOnlyList<KeyValuePair<string, object?>> tags, string key) =>
        EventValues.Find(tags, key, out var value) ? EventValues.Text(value) : null;

    private static bool Find(ref readonly List<KeyValuePair<string, object?>> tags, string key, out object? value) =>
        EventValues.Find(tags, key, out value);
}
