using System.Globalization;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage;

/// <summary>A selection of events as SQL: filter, order, cursor, limit. It finds the events; they are read afterwards.</summary>
internal static class SqlSelection
{
    /// <summary>Selects sequence numbers, in order.</summary>
    /// <param name="bounds">The filter's times, or a part of them.</param>
    /// <param name="from">Says what to select from, and binds what that needs.</param>
    public static (string Sql, IReadOnlyList<object> Parameters) Translate(EventSelection selection, NameFilter names, TimeBounds bounds, Func<SqlFilter, string> from)
    {
        var filter = SqlFilter.Of(selection.Filter, names, bounds);
        var source = from(filter);
        return ($"SELECT e.sequence FROM {source}{Behind(selection, filter, KeyOf(selection.Order))}", filter.Parameters);
    }

    /// <summary>All that stands behind FROM: the filter and the cursor, the order, the limit.</summary>
    public static string Behind(EventSelection selection, SqlFilter filter, string key)
    {
        var direction = selection.Descending ? "DESC" : "ASC";
        if (selection.After is { } cursor)
            filter.And(After(filter, key, cursor, selection));
        var order = selection.Order switch
        {
            EventField.Sequence => $"e.sequence {direction}",
            EventField.Duration => $"{key} {direction} NULLS LAST, e.sequence {direction}",
            _ => $"{key} {direction}, e.sequence {direction}",
        };
        var limit = selection.Limit is { } count ? filter.Parameter(count) : "-1";
        var offset = selection.Offset > 0 ? $" OFFSET {filter.Parameter(selection.Offset)}" : "";
        return $"{filter.Where} ORDER BY {order} LIMIT {limit}{offset}";
    }

    /// <summary>
    /// Selects times and sequence numbers in the order of time. None among equal times is asked for, as no index has it, and no limit is
    /// set: the caller sorts equal times and stops when it has enough.
    /// </summary>
    public static (string Sql, IReadOnlyList<object> Parameters) TranslateByTime(EventSelection selection, NameFilter names, TimeBounds bounds, Func<SqlFilter, string> from)
    {
        var filter = SqlFilter.Of(selection.Filter, names, bounds);
        var source = from(filter);
        if (selection.After is { } cursor)
            filter.And(After(filter, "e.time", cursor, selection));
        return ($"SELECT e.time, e.sequence FROM {source}{filter.Where} ORDER BY e.time {(selection.Descending ? "DESC" : "ASC")}", filter.Parameters);
    }

    /// <exception cref="ArgumentException">The cursor comes from a result in another order.</exception>
    public static void CheckCursor(EventSelection selection)
    {
        var isNumber = selection.Order is EventField.Timestamp or EventField.Severity or EventField.Duration;
        if (selection.After is { } cursor && isNumber && (selection.Order != EventField.Duration || cursor.Key.Length > 0))
            NumberOf(cursor, selection.Order);
    }

    /// <summary>The cursor's place among numbers.</summary>
    public static long NumberOf(EventCursor cursor, EventField order) => long.TryParse(cursor.Key, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new ArgumentException($"The cursor '{cursor}' does not belong to a result ordered by {order}.");

    public static string KeyOf(EventField field) => field switch
    {
        EventField.Timestamp => "e.time",
        EventField.Duration => "e.duration",
        EventField.Severity => "e.severity",
        EventField.System => "(SELECT name FROM system WHERE id = e.system)",
        EventField.Type => "(SELECT name FROM type WHERE id = e.type)",
        _ => "e.sequence",
    };

    private static string After(SqlFilter filter, string key, EventCursor cursor, EventSelection selection)
    {
        var sign = selection.Descending ? "<" : ">";
        var sequence = filter.Parameter(cursor.Sequence);
        if (selection.Order == EventField.Sequence)
            return $"e.sequence {sign} {sequence}";
        // Events without a duration stand last, in the order of their sequence.
        if (selection.Order == EventField.Duration && cursor.Key.Length == 0)
            return $"(e.duration IS NULL AND e.sequence {sign} {sequence})";
        object value = selection.Order is EventField.System or EventField.Type ? cursor.Key
            : NumberOf(cursor, selection.Order);
        var behind = $"({key}, e.sequence) {sign} ({filter.Parameter(value)}, {sequence})";
        return selection.Order == EventField.Duration ? $"({behind} OR e.duration IS NULL)" : behind;
    }
}
