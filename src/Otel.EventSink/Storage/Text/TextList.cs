using System.Globalization;
using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Text;

/// <summary>
/// Finds the events that a selection with a text can have, by the index. In the order of time or arrival, only the windows are looked
/// at that can have the first ones.
/// </summary>
internal sealed class TextList
{
    /// <summary>More are not gathered: to read all events is quicker.</summary>
    private const int MaxCandidates = 200_000;

    /// <summary>So many candidates are read in one go.</summary>
    private const int BatchSize = 1_000;

    private readonly EventSelection _selection;
    private readonly TextQuery _query;
    private readonly IReadOnlyList<IndexedWindow> _windows;
    private readonly List<SequenceRange> _beside;
    private readonly WindowSearch _search;
    private readonly TextScan _scan;
    private readonly List<long> _candidates = [];
    private readonly CancellationToken _ct;

    private TextList(SqliteReader reader, EventSelection selection, NameFilter names, TextQuery query, TextIndexReader index, CancellationToken ct)
    {
        _selection = selection;
        _query = Bounded(query, selection);
        _windows = index.Windows();
        _beside = [.. SequenceRange.Beside(_windows, reader.FirstSequence(ct))];
        _search = new WindowSearch(index);
        _scan = new TextScan(reader, selection.Filter, names, ct);
        _ct = ct;
    }

    /// <summary>Null: the index cannot help, or a plain walk through the events finds what is wanted sooner.</summary>
    public static Candidates? Find(SqliteReader reader, EventSelection selection, NameFilter names, CancellationToken ct)
    {
        if (TextQuery.Of(selection.Filter) is not { } query)
            return null;
        using var index = new TextIndexReader(reader);
        var list = new TextList(reader, selection, names, query, index, ct);
        if (!list.IsMostlyIndexed())
            return null;
        return selection.Order is EventField.Timestamp or EventField.Sequence ? list.Walk(reader, names) : list.Gather();
    }

    /// <summary>The newest events are not counted: they are few, and how many is not known yet.</summary>
    private bool IsMostlyIndexed() =>
        _windows.Count > 0 && _beside.Where(r => r.First < _windows[0].End).Sum(r => r.End - r.First) <= _windows.Sum(w => w.End - w.Start);

    private Candidates? Walk(SqliteReader reader, NameFilter names)
    {
        var first = new FirstEvents(_selection, names);
        var named = NamedEvents.Of(reader, names, _query.Bounds, _ct);
        var isBesideRead = false;
        foreach (var window in InOrder(_windows.Where(_query.Touches)))
        {
            if (_candidates.Count >= BatchSize || first.AreBefore(window))
            {
                first.Add(reader, _candidates, _ct);
                _candidates.Clear();
            }

            if (first.AreBefore(window))
                break;
            AddCandidates(window);
            if (isBesideRead)
                continue;
            if (IsFoundSoonByWalking(_candidates.Count, first.Count, named))
                return null;
            AddBeside();
            isBesideRead = true;
        }

        if (!isBesideRead)
            AddBeside();
        first.Add(reader, _candidates, _ct);
        return new Candidates(first.Sequences);
    }

    /// <summary>
    /// A text that stands in every n-th event: to read the events with the names that are asked for in the order of time, until there
    /// are enough with the text, may take less than to look at all of this window that have the text, or at so many as it takes to
    /// find the names.
    /// </summary>
    private static bool IsFoundSoonByWalking(int inWindow, long wanted, NamedEvents? named)
    {
        var visits = (double)wanted * TextWindow.Size / Math.Max(1, inWindow);
        return visits < Math.Max(inWindow, named is { } n ? Math.Min(n.VisitsFor(wanted), (double)inWindow * n.All / TextWindow.Size) : 0);
    }

    private Candidates? Gather()
    {
        foreach (var window in _windows.Where(_query.Touches))
        {
            AddCandidates(window);
            if (_candidates.Count > MaxCandidates)
                return null;
        }

        AddBeside();
        return _candidates.Count <= MaxCandidates ? new Candidates(_candidates) : null;
    }

    private void AddCandidates(IndexedWindow window)
    {
        _ct.ThrowIfCancellationRequested();
        if (!_search.TryFind(window, _query.Needles))
        {
            _scan.AddTo(_candidates, new SequenceRange(window.Start, window.End));
            return;
        }

        _search.Found.AddDescendingTo(_candidates, window.Start);
        _search.Unread.AddDescendingTo(_candidates, window.Start);
    }

    private void AddBeside()
    {
        foreach (var range in _beside)
            _scan.AddTo(_candidates, range);
    }

    private IEnumerable<IndexedWindow> InOrder(IEnumerable<IndexedWindow> windows) => (_selection.Order, _selection.Descending) switch
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
