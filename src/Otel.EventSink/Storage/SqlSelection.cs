using System.Globalization;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage;

/// <summary>A selection of events as SQL: filter, order, cursor, limit.</summary>
internal static class SqlSelection
{
    public static (string Sql, IReadOnlyList<object> Parameters) Translate(
        EventSelection selection, Candidates? candidates = null, string columns = EventReader.Columns)
    {
        var filter = SqlFilter.Of(selection.Filter, candidates);
        var key = KeyOf(selection.Order);
        var direction = selection.Descending ? "DESC" : "ASC";
        if (selection.After is { } cursor)
            filter.And(Behind(filter, key, cursor, selection));
        var order = selection.Order switch
        {
            EventField.Sequence => $"e.sequence {direction}",
            EventField.Duration => $"{key} {direction} NULLS LAST, e.sequence {direction}",
            _ => $"{key} {direction}, e.sequence {direction}",
        };
        var limit = selection.Limit is { } count ? filter.Parameter(count) : "-1";
        var offset = selection.Offset > 0 ? $" OFFSET {filter.Parameter(selection.Offset)}" : "";
        return ($"SELECT {columns} FROM {filter.From}{filter.Where} ORDER BY {order} LIMIT {limit}{offset}", filter.Parameters);
    }

    private static string KeyOf(EventField field) => field switch
    {
        EventField.Timestamp => "e.time",
        EventField.Duration => "e.duration",
        EventField.Severity => "e.severity",
        EventField.System => "(SELECT name FROM system WHERE id = e.system)",
        EventField.Type => "(SELECT name FROM type WHERE id = e.type)",
        _ => "e.sequence",
    };

    private static string Behind(SqlFilter filter, string key, EventCursor cursor, EventSelection selection)
    {
        var sign = selection.Descending ? "<" : ">";
        var sequence = filter.Parameter(cursor.Sequence);
        if (selection.Order == EventField.Sequence)
            return $"e.sequence {sign} {sequence}";
        // Events without a duration stand last, in the order of their sequence.
        if (selection.Order == EventField.Duration && cursor.Key.Length == 0)
            return $"(e.duration IS NULL AND e.sequence {sign} {sequence})";
        object value = selection.Order is EventField.System or EventField.Type ? cursor.Key
            : long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var number) ? number
            : throw new ArgumentException($"The cursor '{cursor}' does not belong to a result ordered by {selection.Order}.");
        var behind = $"({key}, e.sequence) {sign} ({filter.Parameter(value)}, {sequence})";
        return selection.Order == EventField.Duration ? $"({behind} OR e.duration IS NULL)" : behind;
    }
}
