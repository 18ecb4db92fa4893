using System.Text;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage;

/// <summary>
/// The one place where a filter becomes SQL. Values are always parameters; columns and orders come from closed sets; nothing that a
/// user wrote is part of the text.
/// </summary>
internal sealed class SqlFilter
{
    private readonly StringBuilder _where = new();
    private readonly List<object> _parameters = [];

    public IReadOnlyList<object> Parameters => _parameters;

    public string Where => _where.Length == 0 ? "" : $" WHERE {_where}";

    /// <param name="names">What the filter asks of names, looked up.</param>
    /// <param name="bounds">Its times, or a part of them.</param>
    public static SqlFilter Of(EventFilter filter, NameFilter names, TimeBounds bounds)
    {
        var sql = new SqlFilter();
        foreach (var condition in names.Conditions)
            sql.And(condition.On(ColumnOf(condition.Kind), sql.Parameter));
        if (bounds.First > long.MinValue)
            sql.And($"e.time >= {sql.Parameter(bounds.First)}");
        if (bounds.Last < long.MaxValue)
            sql.And($"e.time <= {sql.Parameter(bounds.Last)}");
        foreach (var condition in filter.Conditions())
            sql.Add(condition);
        return sql;
    }

    /// <summary>What to select from to read these alone. They come first: the left side of a CROSS JOIN is the outer loop.</summary>
    public string Among(Candidates candidates)
    {
        var among = $"SELECT value AS sequence FROM json_each({Parameter($"[{string.Join(',', candidates.Sequences)}]")})";
        if (candidates.AndFrom is { } from)
            among += $" UNION ALL SELECT sequence FROM event NOT INDEXED WHERE sequence >= {Parameter(from)}";
        return $"({among}) c CROSS JOIN event e NOT INDEXED ON e.sequence = c.sequence";
    }

    /// <summary>Adds a condition beside the filter's; <paramref name="sql"/> is a constant of this folder's.</summary>
    public void And(string sql) => _where.Append(_where.Length == 0 ? "" : " AND ").Append(sql);

    /// <summary>Binds a value and returns what stands for it.</summary>
    public string Parameter(object value)
    {
        _parameters.Add(value);
        return $"?{_parameters.Count}";
    }

    private static string ColumnOf(NameKind kind) => kind switch
    {
        NameKind.System => "e.system",
        NameKind.Type => "e.type",
        NameKind.Component => "e.component",
        NameKind.Tags => "e.tags",
        _ => "e.severity",
    };

    /// <summary>Names and times are there already.</summary>
    public void Add(EventFilter filter)
    {
        switch (filter)
        {
            case EventFilter.Systems or EventFilter.Types or EventFilter.Component or EventFilter.AllTags or EventFilter.AnyTag: break;
            case EventFilter.Severities or EventFilter.MinSeverity: break;
            case EventFilter.Since or EventFilter.Between: break;
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
