using Otel.EventSink.Query;
using Otel.EventSink.Storage.Text;

namespace Otel.EventSink.Storage.Plans;

/// <summary>
/// The one place that decides how a question is answered. The planner of SQLite has no statistics and guesses; the rollups know how many
/// events of a name each hour has. Each answer comes from one snapshot.
/// </summary>
internal static class EventPlan
{
    public static IReadOnlyList<Event> List(SqliteReader reader, EventSelection selection, CancellationToken ct)
    {
        IReadOnlyList<Event> events = [];
        reader.InSnapshot(() =>
        {
            var names = NameFilter.Of(reader, selection.Filter, ct);
            if (!names.IsImpossible)
                events = EventFetch.Read(reader, Find(reader, selection, names, ct), ct);
        });
        return events;
    }

    public static long Count(SqliteReader reader, EventFilter filter, CancellationToken ct)
    {
        long count = 0;
        reader.InSnapshot(() =>
        {
            var names = NameFilter.Of(reader, filter, ct);
            if (names.IsImpossible)
                return;
            var candidates = CandidateIndexes.Find(reader, filter, ct);
            count = (candidates is null ? TextCount.Of(reader, filter, names, ct) : null) ?? EventCount.Of(reader, filter, names, candidates, ct);
        });
        return count;
    }

    private static List<long> Find(SqliteReader reader, EventSelection selection, NameFilter names, CancellationToken ct)
    {
        var candidates = CandidateIndexes.Find(reader, selection.Filter, ct) ?? TextList.Find(reader, selection, names, ct);
        var isKnown = candidates is not null || selection.Filter.Conditions().Any(c => c is EventFilter.Arrived or EventFilter.Sequences);
        return selection.Order == EventField.Timestamp && !isKnown
            ? TimeWalk.Find(reader, selection, names, ct)
            : SortedSearch.Find(reader, selection, names, candidates, ct);
    }
}
