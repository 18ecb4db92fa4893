using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Text;

/// <summary>How many events have a text, by the index: one word, or a part of one, is counted without a look at any event.</summary>
internal static class TextCount
{
    /// <summary>So many candidates are read in one go.</summary>
    private const int BatchSize = 20_000;

    /// <summary>From so many candidates in a window on, to read all its events in their order is quicker.</summary>
    private const int TooMany = TextWindow.Size / 4;

    /// <summary>More candidates are not gathered before it is clear whether they are the way to go.</summary>
    private const int MaxGathered = 500_000;

    /// <summary>Null: the index cannot help, or the names that the filter asks for lead to fewer events. Asked within a snapshot.</summary>
    public static long? Of(SqliteReader reader, EventFilter filter, NameFilter names, CancellationToken ct)
    {
        if (TextQuery.Of(filter) is not { } query)
            return null;
        using var index = new TextIndexReader(reader);
        var windows = index.Windows();
        if (windows.Count == 0)
            return null;
        var worthwhile = NamedEvents.Of(reader, names, query.Bounds, ct) is { } named ? Math.Min(named.AtMost, MaxGathered) : (long?)null;
        var search = new WindowSearch(index);
        var scan = new TextScan(reader, filter, names, ct);
        var candidates = new List<long>();
        long count = 0;
        foreach (var window in windows.Where(query.Touches))
        {
            ct.ThrowIfCancellationRequested();
            var isRead = search.TryFind(window, query.Needles);
            if (isRead && search.IsThorough && query.IsAnsweredBy(window))
                count += search.Found.Count();
            else if (isRead && (worthwhile is not null || search.Found.Count() < TooMany))
                search.Found.AddDescendingTo(candidates, window.Start);
            else
            {
                count += scan.Count(new SequenceRange(window.Start, window.End));
                continue;
            }

            search.Unread.AddDescendingTo(candidates, window.Start);
            if (candidates.Count > worthwhile)
                return null;
            if (worthwhile is null && candidates.Count >= BatchSize)
            {
                count += scan.Count(candidates);
                candidates.Clear();
            }
        }

        count += candidates.Chunk(BatchSize).Sum(scan.Count);
        foreach (var range in SequenceRange.Beside(windows, reader.FirstSequence(ct)))
            count += scan.Count(range);
        return count;
    }
}
