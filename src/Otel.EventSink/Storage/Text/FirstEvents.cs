using Otel.EventSink.Query;
using Otel.EventSink.Storage.Plans;

namespace Otel.EventSink.Storage.Text;

/// <summary>The first events of a selection in the order of time or of arrival, of those that were found so far.</summary>
internal sealed class FirstEvents(EventSelection selection, NameFilter names)
{
    private readonly long _count = selection.Limit is { } limit ? limit + selection.Offset : long.MaxValue;
    private List<(long Key, long Sequence)> _events = [];

    /// <summary>How many are wanted at most.</summary>
    public long Count => _count;

    public IReadOnlyList<long> Sequences => [.. _events.Select(e => e.Sequence)];

    /// <param name="candidates">The whole selection is applied to them.</param>
    public void Add(SqliteReader reader, List<long> candidates, CancellationToken ct)
    {
        if (candidates.Count == 0)
            return;
        var (sql, parameters) = SqlSelection.TranslateByTime(selection, names, TimeBounds.Of(selection.Filter), filter => filter.Among(new Candidates(candidates)));
        reader.Run(sql, parameters, row => _events.Add((selection.Order == EventField.Sequence ? row.Long(1) : row.Long(0), row.Long(1))), ct);
        _events.Sort();
        if (selection.Descending)
            _events.Reverse();
        if (_events.Count > _count)
            _events = _events[..(int)_count];
    }

    /// <summary>Whether none of a window's events can be among the first any more.</summary>
    public bool AreBefore(IndexedWindow window)
    {
        if (_events.Count < _count)
            return false;
        var last = _count == 0 ? (selection.Descending ? long.MaxValue : long.MinValue) : _events[^1].Key;
        if (selection.Order == EventField.Sequence)
            return selection.Descending ? last >= window.End : last < window.Start;
        return selection.Descending ? last > window.LastTime : last < window.FirstTime;
    }
}
