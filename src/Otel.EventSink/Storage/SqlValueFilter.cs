using Otel.EventSink.Query;

namespace Otel.EventSink.Storage;

/// <summary>A condition on a value inside the JSON of data or metadata, as SQL.</summary>
internal static class SqlValueFilter
{
    private static readonly string[] Data = ["e.data"];

    /// <summary>Metadata is kept in three parts; the event's own says more than the shared ones.</summary>
    private static readonly string[] Metadata =
    [
        "e.metadata",
        "(SELECT o.metadata FROM origin o WHERE o.id = e.origin)",
        "(SELECT r.name FROM resource r WHERE r.id = e.resource)",
    ];

    public static string Translate(EventFilter.Value filter, Func<object, string> parameter)
    {
        var value = Extract(filter.Path, parameter);
        if (filter.Operand is null)
            return $"{value} IS {(filter.Comparison == Comparison.Equal ? "" : "NOT ")}NULL";
        var sign = filter.Comparison switch
        {
            Comparison.Equal => "=",
            Comparison.NotEqual => "<>",
            Comparison.Less => "<",
            Comparison.LessOrEqual => "<=",
            Comparison.Greater => ">",
            _ => ">=",
        };
        // SQLite would call every text greater than every number.
        var operand = parameter(filter.Operand is bool b ? (b ? 1L : 0L) : filter.Operand);
        if (filter.Comparison is Comparison.Equal or Comparison.NotEqual)
            return $"{value} {sign} {operand}";
        return $"({value} {sign} {operand} AND typeof({value}) {(filter.Operand is string ? "= 'text'" : "IN ('integer', 'real')")})";
    }

    private static string Extract(DataPath path, Func<object, string> parameter)
    {
        var jsonPaths = path.JsonPaths.Select(p => parameter(p)).ToList();
        var readings = from source in path.InMetadata ? Metadata : Data
                       from jsonPath in jsonPaths
                       select $"json_extract({source}, {jsonPath})";
        return $"coalesce({string.Join(", ", readings)}, NULL)";
    }
}
