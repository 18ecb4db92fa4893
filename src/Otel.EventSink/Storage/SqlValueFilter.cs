using Otel.EventSink.Query;

namespace Otel.EventSink.Storage;

/// <summary>A condition on a value inside the JSON of data or metadata, as SQL.</summary>
internal static class SqlValueFilter
{
    private static readonly string[] Data = ["e.data"];

    /// <summary>Metadata is kept in parts; the event's own say more than the shared ones.</summary>
    private static readonly string[] Metadata =
    [
        "e.metadata",
        "(SELECT o.metadata FROM origin o WHERE o.id = e.origin)",
        "(SELECT r.name FROM resource r WHERE r.id = e.resource)",
    ];

    /// <summary>The thread has a column of its own.</summary>
    private static readonly string[] MetadataWithThread = ["json_object('thread', e.thread)", .. Metadata];

    /// <param name="metadata">Where metadata is, if not in the columns of the table.</param>
    public static string Translate(EventFilter.Value filter, Func<object, string> parameter, IReadOnlyList<string>? metadata = null)
    {
        var value = Extract(filter.Path, parameter, metadata);
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
        var isThere = PreCheck(filter.Path, parameter);
        if (filter.Comparison is Comparison.Equal or Comparison.NotEqual)
            return $"{isThere}{value} {sign} {operand}";
        return $"({isThere}{value} {sign} {operand} AND typeof({value}) {(filter.Operand is string ? "= 'text'" : "IN ('integer', 'real')")})";
    }

    /// <summary>
    /// A key that does not occur in the text is not in the object: most events of a store are ruled out without parsing, at a tenth of the
    /// cost. Only for keys of characters that JSON is never written otherwise with.
    /// </summary>
    private static string PreCheck(DataPath path, Func<object, string> parameter) =>
        !path.InMetadata && path.FirstKey is { Length: > 0 } key && key.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-')
            ? $"instr(e.data, {parameter("\"" + key)}) AND "
            : "";

    private static string Extract(DataPath path, Func<object, string> parameter, IReadOnlyList<string>? metadata)
    {
        var jsonPaths = path.JsonPaths.Select(p => parameter(p)).ToList();
        var readings = from source in !path.InMetadata ? Data : metadata ?? (path.FirstKey == "thread" ? MetadataWithThread : Metadata)
                       from jsonPath in jsonPaths
                       select $"json_extract({source}, {jsonPath})";
        return $"coalesce({string.Join(", ", readings)}, NULL)";
    }
}
