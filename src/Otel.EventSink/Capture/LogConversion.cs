using System.Text.Json;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>The only place where a log record becomes an event. Runs on the writer's thread.</summary>
internal sealed class LogConversion
{
    private static readonly AttributeLookup<LogCapture> Lookup = Find;
    private readonly OriginCache _origins = new();
    private readonly RuleSet _rules;

    public LogConversion(EventSinkOptions options, RuleSet rules)
    {
        _rules = rules;
        MaxTextLength = options.MaxTextLength;
        IncludeScopes = options.IncludeScopes;
        Pool = new LogPool(this);
    }

    public LogPool Pool { get; }

    public int MaxTextLength { get; }

    public bool IncludeScopes { get; }

    public void Encode(LogCapture log, EventBatch batch)
    {
        var resource = log.Resource!;
        var template = log.Template ?? log.Message;
        var site = _origins.Get(new(EventKind.Log, resource.System.Name, log.Category, template, log.EventId.Id, log.EventId.Name, log.ScopeVersion));
        site.Rules ??= _rules.For(resource.System.Name, log.Category, log.EventId.Name, template);
        var rule = CompiledRule.First(site.Rules, in log, Lookup);

        ref var row = ref batch.Add();
        row.Kind = EventKind.Log;
        row.Time = log.Time;
        row.Arrival = log.Arrival;
        row.Severity = rule?.SetSeverity is { } severity ? SeverityNumbers.Of(severity) : log.SeverityNumber;
        row.System = TextAt(log, WellKnownKeys.System) is { } system ? SourceSystem.Lenient(system).Name : (rule?.SetSystem ?? resource.System).Name;
        row.Type = TypeOf(log, rule, row.Severity);
        row.Component = log.Category;
        row.Tags = EventTags.ToJson(Find(in log, WellKnownKeys.Tags, out var tags) ? tags : null, rule?.SetTags);
        row.Duration = Find(in log, WellKnownKeys.DurationMs, out var duration) ? EventValues.DurationFromMs(duration) : EventRow.NoDuration;
        row.Resource = resource.Metadata;
        row.SpanId = Ids.ToUInt64(log.SpanId);

        // Templates are as long as their author liked; a title is one line.
        var title = EventValues.OneLine(template);
        row.Origin = site.Share(() => new Origin(title, OriginMetadata(log)));
        row.Title = row.Origin is null ? batch.Text(title, MaxTextLength) : default;
        row.Description = batch.Text(log.Exception is { } e ? WithException(log.Message, e) : log.Message, MaxTextLength);
        row.Data = WriteData(log, batch);
        if (row.Severity >= SeverityNumbers.Error)
            row.Fault = Fault.Of(log.Exception?.Type, log.Exception?.StackTrace, log.Category, log.Template) ?? Fault.OfText(row.System, row.Component, title);

        var traceId = Ids.ToUInt128(log.TraceId);
        var correlation = CorrelationOf(log, rule);
        row.Metadata = WriteMetadata(log, batch, isShared: row.Origin is not null, traceId: correlation is null ? default : traceId);
        EventValues.SetCorrelation(ref row, batch, correlation, traceId);
    }

    /// <summary>The name that the record gives itself, else a rule's, else what its severity says.</summary>
    private static string TypeOf(LogCapture log, EventRule? rule, int severity)
    {
        if (TextAt(log, WellKnownKeys.EventType) is { } named)
            return EventType.Lenient(named).Name;
        if (Names.IsDotName(log.EventId.Name))
            return log.EventId.Name!;
        if (rule?.SetType is { } type)
            return type.Name;
        return severity >= SeverityNumbers.Error ? EventTypeNames.ErrorOccurred : EventTypeNames.LogRecord;
    }

    private static string? CorrelationOf(LogCapture log, EventRule? rule)
    {
        if (TextAt(log, WellKnownKeys.CorrelationId) is { } named)
            return named;
        if (rule?.SetCorrelationFrom is { } from && TextAt(log, from) is { } value)
            return value;
        return rule?.SetCorrelationId;
    }

    private static string? TextAt(LogCapture log, string key) => Find(in log, key, out var value) ? EventValues.Text(value) : null;

    /// <summary>The state says more than the scopes, an inner scope more than an outer one.</summary>
    private static bool Find(ref readonly LogCapture log, string key, out object? value)
    {
        if (EventValues.Find(log.State, key, out value))
            return true;
        for (var i = log.Scopes.Count - 1; i >= 0; i--)
            if (EventValues.Find(log.Scopes[i].Pairs, key, out value))
                return true;
        return false;
    }

    private static string WithException(string message, ExceptionSnapshot exception) =>
        message.Length == 0 ? exception.StackTrace : $"{message}\n{exception.StackTrace}";

    private Slice WriteData(LogCapture log, EventBatch batch)
    {
        var json = batch.BeginObject();
        EventValues.WriteUnique(json, log.State, MaxTextLength);
        if (log.Exception is { } exception)
        {
            EventValues.Write(json, EventValues.KeyBeside(log.State, WellKnownKeys.ExceptionType), exception.Type, MaxTextLength);
            EventValues.Write(json, EventValues.KeyBeside(log.State, WellKnownKeys.ExceptionMessage), exception.Message, MaxTextLength);
            EventValues.Write(json, EventValues.KeyBeside(log.State, WellKnownKeys.ExceptionStackTrace), exception.StackTrace, MaxTextLength);
        }

        return batch.EndObject();
    }

    private Slice WriteMetadata(LogCapture log, EventBatch batch, bool isShared, UInt128 traceId)
    {
        var json = batch.BeginObject();
        if (!isShared)
            WriteOrigin(json, log);
        if (log.ThreadId != 0)
            json.WriteNumber("thread"u8, log.ThreadId);
        EventValues.WriteTraceId(json, traceId);
        if (log.Scopes.Count > 0)
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

    private string OriginMetadata(LogCapture log) => EventValues.ToJson(json => WriteOrigin(json, log));

    private void WriteOrigin(Utf8JsonWriter json, LogCapture log)
    {
        EventValues.Write(json, "category", log.Category, MaxTextLength);
        if (log.ScopeVersion is { } version)
            EventValues.Write(json, "scope_version", version, MaxTextLength);
        if (log.Template is { } template)
            EventValues.Write(json, WellKnownKeys.OriginalFormat, template, MaxTextLength);
        if (log.EventId.Id != 0 || log.EventId.Name is not null)
            json.WriteNumber("event_id"u8, log.EventId.Id);
        if (log.EventId.Name is { } name)
            EventValues.Write(json, "event_name", name, MaxTextLength);
    }
}
