using Otel.EventSink.Query;
using Otel.EventSink.Storage.Text;

namespace Otel.EventSink.Storage.Plans;

/// <summary>The one place that decides how a question is answered. Each answer comes from one snapshot.</summary>
internal static class EventPlan
{
    public static IReadOnlyList<Event> List(SqliteReader reader, EventSelection selection, CancellationToken ct)
    {
        var events = new List<Event>();
        reader.InSnapshot(() =>
        {
            var (sql, parameters) = SqlSelection.Translate(selection, CandidateIndexes.Find(reader, selection.Filter, ct) ?? TextList.Find(reader, selection, ct));
            reader.Run(sql, parameters, row => events.Add(reader.Events.Read(row)), ct);
        });
        return events;
    }

    public static long Count(SqliteReader reader, EventFilter filter, CancellationToken ct)
    {
        long count = 0;
        reader.InSnapshot(() =>
        {
            var candidates = CandidateIndexes.Find(reader, filter, ct);
            if (candidates is null && TextCount.Of(reader, filter, ct) is { } counted)
            {
                count = counted;
                return;
            }

            var sql = SqlFilter.Of(filter, candidates);
            reader.Run($"SELECT count(*) FROM {sql.From}{sql.Where}", sql.Parameters, row => count = row.Long(0), ct);
        });
        return count;
    }
}
