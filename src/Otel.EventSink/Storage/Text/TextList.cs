using System.Globalization;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Finds the events that a selection with a text can have, by the index. In the order of time or arrival, only the windows are looked
/// at that can have the first ones.
/// </summary>
internal static class TextList
{
    /// <summary>More are not gathered: to read all events is quicker.</summary>
    private const int MaxCandidates = 200_000;

    /// <summary>So many candidates are read in one go.</summary>
    private const int BatchSize = 1_000;

    /// <summary>Null: the index cannot help, or a plain walk through the events finds what is wanted sooner.</summary>
    public static Candidates? Find(SqliteReader reader, EventSelection selection, NameFilter names, CancellationToken ct)
    {
        if (TextQuery.Of(selection.Filter) is not { } query)
            return null;
        using var index = new TextIndexReader(reader);
        var windows = index.Windows();
        var beside = SequenceRange.Beside(windows, reader.FirstSequence(ct)).ToList();
        if (windows.Count == 0 || beside.Sum(r => Length(r, windows[0])) > windows.Sum(w => w.End - w.Start))
            return null;
        var search = new WindowSearch(index);
        var scan = new TextScan(reader, selection.Filter, names, ct);
        return IsWalk(selection.Order)
            ? Walk(reader, selection, names, Bounded(query, selection), windows, beside, search, scan, ct)
            : Gather(query, windows, beside, search, scan, ct);
    }

    private static bool IsWalk(EventField order) => order is EventField.Timestamp or EventField.Sequence;

    /// <summary>The newest events are counted as if they were one window: how many there are is not known yet.</summary>
    private static long Length(SequenceRange range, IndexedWindow newest) => range.First >= newest.End ? 0 : range.End - range.First;

    private static Candidates? Walk(
        SqliteReader reader,
        EventSelection selection,
        NameFilter names,
        TextQuery query,
        IReadOnlyList<IndexedWindow> windows,
        List<SequenceRange> beside,
        WindowSearch search,
        TextScan scan,
        CancellationToken ct)
    {
        var first = new FirstEvents(selection, names);
        var candidates = new List<long>();
        var isBesideRead = false;
        var named = NamedEvents.Of(reader, names, query.Bounds, ct);
        foreach (var window in InOrder(windows.Where(query.Touches), selection))
        {
            if (candidates.Count >= BatchSize || first.AreBefore(window))
            {
                first.Add(reader, candidates, ct);
                candidates.Clear();
            }

            if (first.AreBefore(window))
                break;
            ct.ThrowIfCancellationRequested();
            AddCandidates(search, query, window, scan, candidates);
            if (isBesideRead)
                continue;
            if (IsFoundSoonByWalking(candidates.Count, first.Count, named))
                return null;
            AddBeside(beside, scan, candidates);
            isBesideRead = true;
        }

        if (!isBesideRead)
            AddBeside(beside, scan, candidates);
        first.Add(reader, candidates, ct);
        return new Candidates(first.Sequences);
    }

    /// <summary>
    /// A text that stands in every n-th event: to read the events with the names that are asked for in the order of time, until there are enough with the
    /// text, may take less than to look at all of this window that have the text, or at so many as it takes to find the names.
    /// </summary>
    private static bool IsFoundSoonByWalking(int inWindow, long wanted, NamedEvents? named)
    {
        var visits = (double)wanted * TextWindow.Size / Math.Max(1, inWindow);
        return visits < Math.Max(inWindow, named is { } n ? Math.Min(n.VisitsFor(wanted), (double)inWindow * n.All / TextWindow.Size) : 0);
    }

    private static Candidates? Gather(TextQuery query, IReadOnlyList<IndexedWindow> windows, List<SequenceRange> beside, WindowSearch search, TextScan scan, CancellationToken ct)
    {
        var candidates = new List<long>();
        foreach (var window in windows.Where(query.Touches))
        {
            ct.ThrowIfCancellationRequested();
            AddCandidates(search, query, window, scan, candidates);
            if (candidates.Count > MaxCandidates)
                return null;
        }

        AddBeside(beside, scan, candidates);
        return candidates.Count <= MaxCandidates ? new Candidates(candidates) : null;
    }

    private static void AddCandidates(WindowSearch search, TextQuery query, IndexedWindow window, TextScan scan, List<long> candidates)
    {
        if (!search.TryFind(window, query.Needles))
        {
            scan.AddTo(candidates, new SequenceRange(window.Start, window.End));
            return;
        }

        search.Found.AddDescendingTo(candidates, window.Start);
        search.Unread.AddDescendingTo(candidates, window.Start);
    }

    private static void AddBeside(List<SequenceRange> beside, TextScan scan, List<long> candidates)
    {
        foreach (var range in beside)
            scan.AddTo(candidates, range);
    }

    private static IEnumerable<IndexedWindow> InOrder(IEnumerable<IndexedWindow> windows, EventSelection selection) => (selection.Order, selection.Descending) switch
    {
        (EventField.Timestamp, true) => windows.OrderByDescending(w => w.LastTime),
        (EventField.Timestamp, false) => windows.OrderBy(w => w.FirstTime),
        (_, true) => windows,
        _ => windows.Reverse(),
    };

    /// <summary>A page begins behind the one before it.</summary>
    private static TextQuery Bounded(TextQuery query, EventSelection selection)
    {
        if (selection.Order != EventField.Timestamp || !long.TryParse(selection.After?.Key, CultureInfo.InvariantCulture, out var time))
            return query;
        return query with { Bounds = query.Bounds.Within(selection.Descending ? new(long.MinValue, time) : new(time, long.MaxValue)) };
    }
}
