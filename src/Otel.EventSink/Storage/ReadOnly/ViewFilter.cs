using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.ReadOnly;

/// <summary>A filter as SQL over the public view, which is all that is known of a file of a newer version.</summary>
internal static class ViewFilter
{
    /// <summary>The view, with numbers under the names that filters and orders know.</summary>
    public const string Source = """
        (SELECT sequence, id, time_ns AS time, system, event_type, severity_number AS severity, title, description, data, tags, correlation_id,
          source_component, duration_ns AS duration, metadata, span_id, parent_span_id, kind FROM events) e
        """;

    private static readonly string[] Metadata = ["e.metadata"];

    public static SqlFilter Of(EventFilter filter)
    {
        var sql = new SqlFilter();
        foreach (var condition in filter.Conditions())
            Add(sql, condition);
        return sql;
    }

    public static string KeyOf(EventField field) => field switch
    {
        EventField.System => "e.system",
        EventField.Type => "e.event_type",
        _ => SqlSelection.KeyOf(field),
    };

    private static void Add(SqlFilter sql, EventFilter filter)
    {
        switch (filter)
        {
            case EventFilter.Systems f: sql.And(Among(sql, "e.system", f.Values.Select(v => v.Name))); break;
            case EventFilter.Types f: sql.And(Among(sql, "e.event_type", f.Values.Select(v => v.Name))); break;
            case EventFilter.Component f: sql.And($"e.source_component = {sql.Parameter(f.Name)}"); break;
            case EventFilter.Severities f: sql.And(NameCondition.Grave.Of(f).On("e.severity", sql.Parameter)); break;
            case EventFilter.MinSeverity f: sql.And(NameCondition.Grave.Of(f).On("e.severity", sql.Parameter)); break;
            case EventFilter.AnyTag f: sql.And(Tagged(sql, f.Values)); break;
            case EventFilter.AllTags f:
                foreach (var tag in f.Values)
                    sql.And(Tagged(sql, [tag]));
                break;
            case EventFilter.Since f: sql.And($"e.time >= {sql.Parameter(UnixTime.From(f.Time))}"); break;
            case EventFilter.Between f: sql.And($"e.time >= {sql.Parameter(UnixTime.From(f.First))} AND e.time < {sql.Parameter(UnixTime.From(f.End))}"); break;
            case EventFilter.Correlation f: sql.And($"e.correlation_id = {sql.Parameter(Ids.TryParseTraceId(f.Id, out var traceId) ? Ids.Hex(traceId) : f.Id)}"); break;
            case EventFilter.Search f:
                var text = sql.Parameter(SqlFilter.Shown(f.Text));
                sql.And($"({SqlFunctions.Contains}(e.title, {text}) OR {SqlFunctions.Contains}(e.description, {text}))");
                break;
            case EventFilter.Value f: sql.And(SqlValueFilter.Translate(f, sql.Parameter, Metadata)); break;
            default: sql.Add(filter); break;
        }
    }

    private static string Among(SqlFilter sql, string column, IEnumerable<string> names) => $"{column} IN ({Parameters(sql, names)})";

    private static string Tagged(SqlFilter sql, IEnumerable<string> tags) => $"EXISTS (SELECT 1 FROM json_each(e.tags) j WHERE j.value IN ({Parameters(sql, tags)}))";

    private static string Parameters(SqlFilter sql, IEnumerable<string> values) => string.Join(", ", values.Select(v => sql.Parameter(v)));
}
