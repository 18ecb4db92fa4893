using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>Hours that are read by one statement. The hours between them hold no event that is looked for, or so few others that reading over them is quicker.</summary>
internal sealed class Stretch(Way way, IReadOnlyList<NameHour> hours)
{
    /// <summary>As many as one more statement would take to begin.</summary>
    private const long MaxBetween = 500;

    /// <summary>Events in blocks: these are all read before the next stretch is, be they wanted or not.</summary>
    private const long MaxRare = 100;

    private readonly List<long> _hours = [.. hours.Select(h => h.Hour)];
    private long _events = hours.Sum(h => h.AtMost);
    private long _between;

    public Way Way => way;

    public TimeBounds Bounds => TimeBounds.OfHour(_hours.Min()) with { Last = TimeBounds.OfHour(_hours.Max()).Last };

    /// <summary>The stretches of hours that come in the order of time, the one way or the other.</summary>
    public static IEnumerable<Stretch> Of(IEnumerable<NameHour> hours, NameFilter names, long wanted)
    {
        Stretch? open = null;
        foreach (var hour in hours)
        {
            if (hour.AtMost == 0)
            {
                if (open is not null)
                    open._between += hour.All;
                continue;
            }

            var way = Way.Cheapest(names, hour, wanted);
            wanted = Math.Max(1, wanted - hour.AtMost);
            if (open is not null && open.TryAdd(way, hour))
                continue;
            if (open is not null)
                yield return open;
            open = new Stretch(way, [hour]);
        }

        if (open is not null)
            yield return open;
    }

    /// <summary>What a statement that reads this stretch selects from.</summary>
    public string From(SqlFilter sql)
    {
        if (way.Rare is null)
            return $"event e INDEXED BY {way.Index}";
        var times = sql.Parameter($"[{string.Join(',', _hours)}]");
        return $"""
            (SELECT DISTINCT n.block FROM json_each({times}) h CROSS JOIN rollup_name_block n ON n.hour = h.value AND n.kind = {(int)way.Rare.Kind} AND {way.Rare.On("n.name", sql.Parameter)}) b
            CROSS JOIN event e NOT INDEXED ON e.sequence BETWEEN b.block << {NameWriter.BlockBits} AND (b.block << {NameWriter.BlockBits}) + {(1 << NameWriter.BlockBits) - 1}
            """;
    }

    private bool TryAdd(Way other, NameHour hour)
    {
        if (!way.IsSameAs(other) || (way.Rare is null ? _between > MaxBetween : _events + hour.AtMost > MaxRare))
            return false;
        _hours.Add(hour.Hour);
        _events += hour.AtMost;
        _between = 0;
        return true;
    }
}
