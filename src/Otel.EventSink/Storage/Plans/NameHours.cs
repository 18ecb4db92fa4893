using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>Reads the counts of hours one after the other, stepping from one that holds events to the next.</summary>
internal sealed class NameHours
{
    private readonly SqliteReader _reader;
    private readonly int _conditions;
    private readonly bool _isSummed;
    private readonly string _sql;
    private readonly List<object> _parameters = [0L, 0L];

    public NameHours(SqliteReader reader, NameFilter names, bool descending)
    {
        _reader = reader;
        _conditions = names.Conditions.Count;
        var sums = _conditions < 2 || names[NameKind.Tags] is not null ? null
            : names.IsErrors ? "rollup_error"
            : names[NameKind.Component] is null ? "rollup"
            : null;
        _isSummed = sums is not null;
        var (end, next) = descending ? ("max", "n.hour < h.hour AND n.hour >= ?1") : ("min", "n.hour > h.hour AND n.hour <= ?2");
        var counts = names.Conditions
            .Select(c => $"(SELECT sum(events) FROM rollup_name WHERE hour = h.hour AND kind = {(int)c.Kind} AND {c.On("name", Parameter)})")
            .Prepend("(SELECT events FROM rollup_name WHERE hour = h.hour AND kind = 0 AND name = 0)")
            .Append("EXISTS (SELECT 1 FROM rollup_hole WHERE hour = h.hour)");
        if (_isSummed)
            counts = counts.Append($"(SELECT sum(events) FROM {sums} WHERE hour = h.hour{string.Concat(names.Conditions.Select(c => $" AND {c.On(Column(c.Kind), Parameter)}"))})");
        _sql = $"""
            WITH RECURSIVE h (hour) AS (
              SELECT {end}(hour) FROM rollup_name WHERE hour BETWEEN ?1 AND ?2
              UNION ALL
              SELECT (SELECT {end}(n.hour) FROM rollup_name n WHERE {next}) FROM h WHERE h.hour IS NOT NULL)
            SELECT h.hour, {string.Join(", ", counts)} FROM h WHERE h.hour IS NOT NULL
            """;
    }

    /// <summary>The hours that hold events, until <paramref name="isEnough"/> has what it wants. Both ends are included.</summary>
    public List<NameHour> Read(long first, long last, Func<NameHour, bool> isEnough, CancellationToken ct)
    {
        var hours = new List<NameHour>();
        (_parameters[0], _parameters[1]) = (first, last);
        _reader.RunWhile(_sql, _parameters, row =>
        {
            var events = new long[_conditions];
            for (var i = 0; i < events.Length; i++)
                events[i] = row.Long(2 + i);
            var hour = new NameHour(row.Long(0), row.Long(1), events, Exact(row, events));
            hours.Add(hour);
            return !isEnough(hour);
        }, ct);
        return hours;
    }

    /// <summary>The events of one kind of name are counted; of system, type and severity, and of components of errors, there is a sum for each combination.</summary>
    private long? Exact(Statement row, long[] events)
    {
        var isHole = row.Long(2 + _conditions) != 0;
        return isHole ? null
            : _isSummed ? row.Long(3 + _conditions)
            : _conditions switch { 0 => row.Long(1), 1 => events[0], _ => null };
    }

    private static string Column(NameKind kind) => kind switch
    {
        NameKind.System => "system",
        NameKind.Type => "type",
        NameKind.Component => "component",
        _ => "severity",
    };

    private string Parameter(object value)
    {
        _parameters.Add(value);
        return $"?{_parameters.Count}";
    }
}
