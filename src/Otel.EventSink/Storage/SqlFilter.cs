using System.Text;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage;

/// <summary>
/// The one place where a filter becomes SQL. Values are always parameters; columns and orders come from closed sets; nothing that a
/// user wrote is part of the text.
/// </summary>
internal sealed class SqlFilter
{
    private readonly StringBuilder _where = new();
    private readonly List<object> _parameters = [];
    private string? _candidates;

    public IReadOnlyList<object> Parameters => _parameters;

    /// <summary>What is read: all events, or the candidates alone.</summary>
    public string From => _candidates is { } candidates ? $"({candidates}) c CROSS JOIN event e ON e.sequence = c.sequence" : "event e";

    public string Where => _where.Length == 0 ? "" : $" WHERE {_where}";

    /// <param name="candidates">Where given, no other events are read. They come first: the left side of a CROSS JOIN is the outer loop.</param>
    public static SqlFilter Of(EventFilter filter, Candidates? candidates = null)
    {
        var sql = new SqlFilter();
        if (candidates is not null)
        {
            sql._candidates = $"SELECT value AS sequence FROM json_each({sql.Parameter($"[{string.Join(',', candidates.Sequences)}]")})";
            if (candidates.AndFrom is { } from)
                sql._candidates += $" UNION ALL SELECT sequence FROM event NOT INDEXED WHERE sequence >= {sql.Parameter(from)}";
        }

        sql.Add(filter);
        return sql;
    }

    /// <summary>Adds a condition beside the filter's; <paramref name="sql"/> is a constant of this folder's.</summary>
    public void And(string sql) => _where.Append(_where.Length == 0 ? "" : " AND ").Append(sql);

    /// <summary>Binds a value and returns what stands for it.</summary>
    public string Parameter(object value)
    {
        _parameters.Add(value);
        return $"?{_parameters.Count}";
    }

    private void Add(EventFilter filter)
    {
        switch (filter)
        {
            case EventFilter.And and:
                foreach (var part in and.Parts)
                    Add(part);
                break;
            case EventFilter.Systems f: And(NameIn("e.system", "system", f.Values.Select(v => v.Name))); break;
            case EventFilter.Types f: And(NameIn("e.type", "type", f.Values.Select(v => v.Name))); break;
            case EventFilter.Component f: And(NameIn("e.component", "component", [f.Name])); break;
            case EventFilter.Severities f: And(SeverityIn(f.Values)); break;
            case EventFilter.MinSeverity f: And($"e.severity >= {SeverityNumbers.RangeOf(f.Lowest).Low}"); break;
            case EventFilter.AllTags f:
                foreach (var tag in f.Values)
                    And(HasTag([tag]));
                break;
            case EventFilter.AnyTag f: And(HasTag(f.Values)); break;
            case EventFilter.Since f: And($"e.time >= {Parameter(UnixTime.From(f.Time))}"); break;
            case EventFilter.Between f: And($"e.time >= {Parameter(UnixTime.From(f.First))} AND e.time < {Parameter(UnixTime.From(f.End))}"); break;
            case EventFilter.Arrived f: And($"e.sequence > {Parameter(f.After)} AND e.sequence <= {Parameter(f.UpTo)}"); break;
            case EventFilter.Sequences f: And($"e.sequence IN ({string.Join(", ", f.Values.Select(v => Parameter(v)))})"); break;
            case EventFilter.Correlation f: And($"e.correlation = {(Ids.TryParseTraceId(f.Id, out var traceId) ? Parameter(traceId) : Parameter(f.Id))}"); break;
            case EventFilter.Search f: And(Contains(f.Text)); break;
            case EventFilter.Value f: And(SqlValueFilter.Translate(f, Parameter)); break;
            case EventFilter.MinDuration f: And($"e.duration >= {Parameter(UnixTime.FromDuration(f.Duration))}"); break;
            case EventFilter.MaxDuration f: And($"e.duration <= {Parameter(UnixTime.FromDuration(f.Duration))}"); break;
            default: throw new NotSupportedException($"No SQL for the filter {filter.GetType().Name}.");
        }
    }

    /// <summary>A single name as an equation: only then the index on it yields the order too.</summary>
    private string NameIn(string column, string table, IEnumerable<string> names)
    {
        var parameters = names.Select(n => Parameter(n)).ToList();
        return parameters.Count == 1
            ? $"{column} = (SELECT id FROM {table} WHERE name = {parameters[0]})"
            : $"{column} IN (SELECT id FROM {table} WHERE name IN ({string.Join(", ", parameters)}))";
    }

    /// <summary>Numbers stand in the text, not as parameters: the index on errors is used only where its condition can be read off.</summary>
    private static string SeverityIn(IReadOnlyList<Severity> severities)
    {
        var ranges = severities.Distinct().Select(SeverityNumbers.RangeOf).ToList();
        var any = string.Join(" OR ", ranges.Select(r => $"e.severity BETWEEN {r.Low} AND {r.High}"));
        return ranges.TrueForAll(r => r.Low >= SeverityNumbers.Error) ? $"e.severity >= {SeverityNumbers.Error} AND ({any})" : $"({any})";
    }

    private string HasTag(IReadOnlyList<string> tags) =>
        $"e.tags IN (SELECT g.id FROM tag_set g, json_each(g.name) j WHERE j.value IN ({string.Join(", ", tags.Select(t => Parameter(t)))}))";

    /// <summary>NUL is shown as U+2400 in the store.</summary>
    public static string Shown(string text) => text.Replace('\0', '\u2400');

    private string Contains(string text)
    {
        var shown = Shown(text);
        const string Title = "coalesce((SELECT o.title FROM origin o WHERE o.id = e.origin), e.title)";
        if (shown.Length > 1_000 || shown.Any(c => !char.IsAscii(c)))
        {
            // LIKE knows the case of ASCII letters only, and its patterns are limited.
            var needle = Parameter(shown);
            return $"({SqlFunctions.Contains}({Title}, {needle}) OR {SqlFunctions.Contains}(e.description, {needle}))";
        }

        var pattern = Parameter($"%{shown.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal)}%");
        return $"({Title} LIKE {pattern} ESCAPE '\\' OR e.description LIKE {pattern} ESCAPE '\\')";
    }
}
