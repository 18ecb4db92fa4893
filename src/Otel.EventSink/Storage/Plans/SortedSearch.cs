using Otel.EventSink.Query;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>Finds events by reading all that the filter lets through and sorting them: candidates in any order, others in any but that of time.</summary>
internal static class SortedSearch
{
    private const string Table = "event e NOT INDEXED";

    /// <summary>The sequence numbers, in order.</summary>
    public static List<long> Find(SqliteReader reader, EventSelection selection, NameFilter names, Candidates? candidates, CancellationToken ct)
    {
        var bounds = TimeBounds.Of(selection.Filter);
        // What is asked for by sequence is found by it.
        if (candidates is not null || selection.Filter.Conditions().Any(c => c is EventFilter.Arrived or EventFilter.Sequences))
            return Read(reader, selection, names, bounds, sql => candidates is null ? Table : sql.Among(candidates), ct);
        if (names.Conditions.Count == 0)
            return Read(reader, selection, names, bounds, static _ => "event e", ct);
        if (bounds.IsEmpty)
            return [];
        var hours = new NameHours(reader, names, descending: true).Read(bounds.FirstHour, bounds.LastHour, static _ => false, ct);
        var sum = NameHour.Sum(hours, names.Conditions.Count);
        hours.RemoveAll(h => h.AtMost == 0);
        if (hours.Count == 0)
            return [];
        var way = Way.Cheapest(names, sum, long.MaxValue);
        // The order of arrival is the table's own: the first ones are enough.
        if (selection.Order == EventField.Sequence && selection.Limit is { } limit && Way.CostOfTable(sum, selection.Offset + limit) < way.Cost)
            return Read(reader, selection, names, bounds, static _ => Table, ct);
        var stretch = new Stretch(way, hours);
        return Read(reader, selection, names, stretch.Bounds.Within(bounds), stretch.From, ct);
    }

    private static List<long> Read(SqliteReader reader, EventSelection selection, NameFilter names, TimeBounds bounds, Func<SqlFilter, string> from, CancellationToken ct)
    {
        var (sql, parameters) = SqlSelection.Translate(selection, names, bounds, from);
        var found = new List<long>();
        reader.Run(sql, parameters, row => found.Add(row.Long(0)), ct);
        return found;
    }
}
