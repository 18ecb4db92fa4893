using Otel.EventSink.Query;

namespace Otel.EventSink.Storage.Plans;

/// <summary>Counts events: whole hours from the rollups where these have the sum, what is left of the window from the events.</summary>
internal static class EventCount
{
    public static long Of(SqliteReader reader, EventFilter filter, NameFilter names, Candidates? candidates, CancellationToken ct)
    {
        var bounds = TimeBounds.Of(filter);
        if (bounds.IsEmpty)
            return 0;
        var isSummed = filter.Conditions().All(IsNameOrTime);
        if (candidates is null && (isSummed || names.Conditions.Count > 0) && !filter.Conditions().Any(c => c is EventFilter.Arrived or EventFilter.Sequences))
            return OfHours(reader, filter, names, bounds, isSummed, ct);
        return Run(reader, filter, names, bounds, sql => candidates is null ? "event e" : sql.Among(candidates), ct);
    }

    private static long OfHours(SqliteReader reader, EventFilter filter, NameFilter names, TimeBounds bounds, bool isSummed, CancellationToken ct)
    {
        long count = 0;
        // Hours that follow one another; one that is summed must not be read over.
        var unsummed = new List<List<NameHour>> { new() };
        foreach (var hour in new NameHours(reader, names, descending: false).Read(bounds.FirstHour, bounds.LastHour, static _ => false, ct))
        {
            // Of a begun hour the smaller part is counted.
            var whole = TimeBounds.OfHour(hour.Hour);
            List<TimeBounds> outside = [.. whole.Without(bounds)];
            if (!isSummed || hour.Exact is not { } events || outside.Sum(o => (double)o.Last - o.First) > ((double)whole.Last - whole.First) / 2)
            {
                unsummed[^1].Add(hour);
                continue;
            }

            foreach (var part in events > 0 ? outside : [])
                count -= Run(reader, filter, names, part, new Stretch(Way.Cheapest(names, hour, long.MaxValue), [hour]).From, ct);
            count += events;
            if (unsummed[^1].Count > 0)
                unsummed.Add([]);
        }

        foreach (var stretch in unsummed.SelectMany(hours => Stretch.Of(hours, names, long.MaxValue)))
            count += Run(reader, filter, names, stretch.Bounds.Within(bounds), stretch.From, ct);
        return count;
    }

    private static bool IsNameOrTime(EventFilter filter) => filter
        is EventFilter.Systems or EventFilter.Types or EventFilter.Component or EventFilter.AllTags or EventFilter.AnyTag
        or EventFilter.Severities or EventFilter.MinSeverity or EventFilter.Since or EventFilter.Between;

    private static long Run(SqliteReader reader, EventFilter filter, NameFilter names, TimeBounds bounds, Func<SqlFilter, string> from, CancellationToken ct)
    {
        var sql = SqlFilter.Of(filter, names, bounds);
        var source = from(sql);
        long count = 0;
        reader.Run($"SELECT count(*) FROM {source}{sql.Where}", sql.Parameters, row => count = row.Long(0), ct);
        return count;
    }
}
