using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Text;

/// <summary>Reads events to see which of them fulfil a filter: candidates, or all of a range.</summary>
internal sealed class TextScan(SqliteReader reader, EventFilter filter, NameFilter names, CancellationToken ct)
{
    public long Count(IReadOnlyList<long> candidates)
    {
        if (candidates.Count == 0)
            return 0;
        var sql = Filter();
        return Count(sql, sql.Among(new Candidates(candidates)));
    }

    public long Count(SequenceRange range)
    {
        var sql = Filter();
        And(sql, range);
        return Count(sql, All);
    }

    /// <summary>All of the range that fulfil the filter.</summary>
    public void AddTo(List<long> found, SequenceRange range)
    {
        var sql = Filter();
        And(sql, range);
        reader.Run($"SELECT e.sequence FROM {All}{sql.Where}", sql.Parameters, row => found.Add(row.Long(0)), ct);
    }

    // The order of sequence numbers, not that of time: other events are not looked at.
    private const string All = "event e NOT INDEXED";

    private SqlFilter Filter() => SqlFilter.Of(filter, names, TimeBounds.Of(filter));

    private static void And(SqlFilter sql, SequenceRange range) =>
        sql.And($"e.sequence >= {sql.Parameter(range.First)} AND e.sequence < {sql.Parameter(range.End)}");

    private long Count(SqlFilter sql, string from)
    {
        long count = 0;
        reader.Run($"SELECT count(*) FROM {from}{sql.Where}", sql.Parameters, row => count = row.Long(0), ct);
        return count;
    }
}
