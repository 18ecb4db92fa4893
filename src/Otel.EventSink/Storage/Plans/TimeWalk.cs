using Otel.EventSink.Query;

namespace Otel.EventSink.Storage.Plans;

/// <summary>
/// Finds events in the order of time: from one hour that may hold some to the next, until there are enough. What lies in other hours is
/// not looked at.
/// </summary>
internal sealed class TimeWalk
{
    private readonly SqliteReader _reader;
    private readonly EventSelection _selection;
    private readonly NameFilter _names;
    private readonly TimeBounds _bounds;
    private readonly long _wanted;
    private readonly List<long> _found = [];
    private readonly Comparer<long> _bySequence;
    private readonly CancellationToken _ct;

    private TimeWalk(SqliteReader reader, EventSelection selection, NameFilter names, CancellationToken ct)
    {
        _reader = reader;
        _selection = selection;
        _names = names;
        _wanted = selection.Limit is { } limit ? selection.Offset + limit : long.MaxValue;
        _bySequence = selection.Descending ? Comparer<long>.Create((a, b) => b.CompareTo(a)) : Comparer<long>.Default;
        _ct = ct;
        _bounds = TimeBounds.Of(selection.Filter);
        if (selection.After is { } cursor && SqlSelection.NumberOf(cursor, EventField.Timestamp) is var time)
            _bounds = _bounds.Within(selection.Descending ? new(long.MinValue, time) : new(time, long.MaxValue));
    }

    /// <summary>The sequence numbers, in order.</summary>
    public static List<long> Find(SqliteReader reader, EventSelection selection, NameFilter names, CancellationToken ct)
    {
        var walk = new TimeWalk(reader, selection, names, ct);
        walk.Run();
        var skipped = (int)Math.Min(selection.Offset, walk._found.Count);
        return walk._found.GetRange(skipped, (int)Math.Min(selection.Limit ?? long.MaxValue, walk._found.Count - skipped));
    }

    private long Missing => _wanted - _found.Count;

    private void Run()
    {
        if (_bounds.IsEmpty)
            return;
        if (_names.Conditions.Count == 0)
        {
            Collect(_bounds, static _ => "event e INDEXED BY event_time");
            return;
        }

        var hours = new NameHours(_reader, _names, _selection.Descending);
        var (first, last) = (_bounds.FirstHour, _bounds.LastHour);
        while (Missing > 0 && first <= last)
        {
            long expected = 0;
            var next = hours.Read(first, last, hour => (expected += hour.AtMost) >= Missing, _ct);
            foreach (var stretch in Stretch.Of(next, _names, Missing))
                if (Missing > 0)
                    Collect(stretch.Bounds.Within(_bounds), stretch.From);
            if (next.Count == 0)
                return;
            // Filters together may let less through than each of them: then it goes on.
            (first, last) = _selection.Descending ? (first, next[^1].Hour - 1) : (next[^1].Hour + 1, last);
        }
    }

    private void Collect(TimeBounds bounds, Func<SqlFilter, string> from)
    {
        var (sql, parameters) = SqlSelection.TranslateByTime(_selection, _names, bounds, from);
        var begun = _found.Count;
        var lastTime = 0L;
        _reader.RunWhile(sql, parameters, row =>
        {
            var time = row.Long(0);
            if (time != lastTime)
            {
                SortFrom(begun);
                if (Missing <= 0)
                    return false;
                begun = _found.Count;
                lastTime = time;
            }

            _found.Add(row.Long(1));
            return true;
        }, _ct);
        SortFrom(begun);
    }

    private void SortFrom(int begun)
    {
        if (_found.Count - begun > 1)
            _found.Sort(begun, _found.Count - begun, _bySequence);
    }
}
