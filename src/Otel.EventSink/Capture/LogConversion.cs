using System.Text.Json;
using Otel.EventSink.Capture.States;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>The only place where a log record becomes an event. Runs on the writer's thread.</summary>
internal sealed class LogConversion(EventSinkOptions options, RuleSet rules)
{
    private static readonly AttributeLookup<LogCapture> Lookup = Find;
    private readonly LogSites _sites = new(rules, options.MaxTextLength);
    private readonly TextBuffer _text = new();

    public CapturePool<LogCapture> Pool { get; } = new(options.QueueCapacity, static () => new LogCapture());

    public int MaxTextLength { get; } = options.MaxTextLength;

    public bool IncludeScopes { get; } = options.IncludeScopes;

    public void Encode(LogCapture log, EventBatch batch)
    {
        var resource = log.Source.Resource;
        var site = _sites.Get(log);
        if (log.Layout is not null && !ReferenceEquals(log.Names, site.Names))
            log.Names = site.Names;
        var rule = CompiledRule.First(site.Entry.Rules!, in log, Lookup);
        // What names a field of the event is rare, and is looked for only where it can be.
        var named = site.NamesFields || log.ScopeCount > 0 || log.Layout is null && !site.HasNamesOf(log.State);

        ref var row = ref batch.Add();
        row.Kind = EventKind.Log;
        row.Time = log.Time;
        row.Arrival = log.Arrival;
        row.Severity = rule?.SetSeverity is { } severity ? SeverityNumbers.Of(severity) : log.SeverityNumber;
        row.System = named && TextAt(log, WellKnownKeys.System) is { } system ? SourceSystem.Lenient(system).Name : (rule?.SetSystem ?? resource.System).Name;
        row.Type = named && TextAt(log, WellKnownKeys.EventType) is { } type ? EventType.Lenient(type).Name : TypeOf(log, site, rule, row.Severity);
        row.Component = log.Source.Category;
        row.Tags = EventTags.ToJson(named && Find(in log, WellKnownKeys.Tags, out var tags) ? tags : null, rule?.SetTags);
        row.Duration = named && Find(in log, WellKnownKeys.DurationMs, out var duration) ? EventValues.DurationFromMs(duration) : EventRow.NoDuration;
        row.Resource = resource.Metadata;
        row.SpanId = Ids.ToUInt64(log.SpanId);
        row.Thread = log.ThreadId;

        row.Origin = site.Entry.Origin ??= site.Entry.IsSeenAgain() ? OriginOf(log, site) : null;
        row.Title = row.Origin is null ? batch.Text(site.Title, MaxTextLength) : default;
        row.Description = WriteDescription(log, site, batch);
        row.Data = WriteData(log, site, batch);
        if (row.Severity >= SeverityNumbers.Error)
            row.Fault = Fault.Of(log.Exception?.Type, log.Exception?.StackTrace, log.Source.Category, site.Template)
                ?? Fault.OfText(row.System, row.Component, site.Title);

        var traceId = Ids.ToUInt128(log.TraceId);
        var correlation = CorrelationOf(log, rule, named);
        row.Metadata = WriteMetadata(log, site, batch, isShared: row.Origin is not null, traceId: correlation is null ? default : traceId);
        EventValues.SetCorrelation(ref row, batch, correlation, traceId);
    }

    /// <summary>The name that the record gives itself, else a rule's, else what its severity says.</summary>
    private static string TypeOf(LogCapture log, LogSite site, EventRule? rule, int severity)
    {
        if (site.IsNamed)
            return log.EventId.Name!;
        if (rule?.SetType is { } type)
            return type.Name;
        return severity >= SeverityNumbers.Error ? EventTypeNames.ErrorOccurred : EventTypeNames.LogRecord;
    }

    private static string? CorrelationOf(LogCapture log, EventRule? rule, bool named)
    {
        if (named && TextAt(log, WellKnownKeys.CorrelationId) is { } given)
            return given;
        if (rule?.SetCorrelationFrom is { } from && TextAt(log, from) is { } value)
            return value;
        return rule?.SetCorrelationId;
    }

    private static string? TextAt(LogCapture log, string key) => Find(in log, key, out var value) ? EventValues.Text(value) : null;

    /// <summary>The state says more than the scopes, an inner scope more than an outer one.</summary>
    private static bool Find(ref readonly LogCapture log, string key, out object? value)
    {
        if (log.Find(key, out value))
            return true;
        for (var i = log.ScopeCount - 1; i >= 0; i--)
            if (EventValues.Find(log.Scopes[i].Pairs, key, out value))
                return true;
        return false;
    }

    private Slice WriteDescription(LogCapture log, LogSite site, EventBatch batch)
    {
        _text.Clear();
        if (log.Message is { } message)
            _text.Append(message);
        else
            site.Render(log, _text);
        if (log.Exception is { } exception)
        {
            if (_text.Length > 0)
                _text.Append("\n");
            _text.Append(exception.StackTrace);
        }

        return batch.Text(_text.Span, MaxTextLength);
    }

    private Slice WriteData(LogCapture log, LogSite site, EventBatch batch)
    {
        if (log.ValueCount == 0 && log.Exception is null)
            return default;
        var json = batch.BeginObject();
        if (log.Layout is { } layout)
        {
            for (var i = 0; i < layout.Fields.Length; i++)
            {
                json.WritePropertyName(site.Keys[i]);
                if (layout.Fields[i].Type is { } type)
                    type.WriteJson(json, in log.BytesOf(i));
                else
                    new JsonValues(MaxTextLength).Write(json, log.TextOf(i));
            }
        }
        else if (site.HasNamesOf(log.State))
        {
            for (var i = 0; i < site.Keys.Length; i++)
            {
                json.WritePropertyName(site.Keys[i]);
                new JsonValues(MaxTextLength).Write(json, log.State[i].Value);
            }
        }
        else
            EventValues.WriteUnique(json, log.State, MaxTextLength);

        if (log.Exception is { } exception)
        {
            EventValues.Write(json, KeyBeside(log, WellKnownKeys.ExceptionType), exception.Type, MaxTextLength);
            EventValues.Write(json, KeyBeside(log, WellKnownKeys.ExceptionMessage), exception.Message, MaxTextLength);
            EventValues.Write(json, KeyBeside(log, WellKnownKeys.ExceptionStackTrace), exception.StackTrace, MaxTextLength);
        }

        return batch.EndObject();
    }

    private static string KeyBeside(LogCapture log, string key) => log.Find(key, out _) ? EventValues.Numbered(key, 1) : key;

    private Slice WriteMetadata(LogCapture log, LogSite site, EventBatch batch, bool isShared, UInt128 traceId)
    {
        if (isShared && log.ScopeCount == 0 && traceId == UInt128.Zero)
            return default;
        var json = batch.BeginObject();
        if (!isShared)
            WriteOrigin(json, log, site);
        EventValues.WriteTraceId(json, traceId);
        if (log.ScopeCount > 0)
        {
            json.WriteStartArray("scopes"u8);
            foreach (var scope in log.Scopes)
            {
                if (scope.Text is { } text)
                {
                    new JsonValues(MaxTextLength).WriteText(json, text);
                    continue;
                }

                json.WriteStartObject();
                EventValues.WriteUnique(json, scope.Pairs, MaxTextLength);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        return batch.EndObject();
    }

    private Origin OriginOf(LogCapture log, LogSite site) => new(site.Title, EventValues.ToJson(json => WriteOrigin(json, log, site)));

    private void WriteOrigin(Utf8JsonWriter json, LogCapture log, LogSite site)
    {
        EventValues.Write(json, "category", log.Source.Category, MaxTextLength);
        if (log.Source.Version is { } version)
            EventValues.Write(json, "scope_version", version, MaxTextLength);
        if (site.Template is { } template)
            EventValues.Write(json, WellKnownKeys.OriginalFormat, template, MaxTextLength);
        if (log.EventId.Id != 0 || log.EventId.Name is not null)
            json.WriteNumber("event_id"u8, log.EventId.Id);
        if (log.EventId.Name is { } name)
            EventValues.Write(json, "event_name", name, MaxTextLength);
    }
}
