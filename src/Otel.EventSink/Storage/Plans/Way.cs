using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>A way to the events of a stretch of time: through an index, or through the blocks that a name is in.</summary>
/// <param name="Index">Its name; null: the blocks of <paramref name="Rare"/>.</param>
/// <param name="Cost">What it takes to read, in entries of an index.</param>
internal readonly record struct Way(string? Index, NameCondition? Rare, double Cost)
{
    /// <summary>A row takes so much longer than an entry: it is larger, and in its index it is looked for.</summary>
    private const int RowCost = 4;

    public bool IsSameAs(Way other) => Index == other.Index && ReferenceEquals(Rare, other.Rare);

    /// <param name="wanted">How many events are enough.</param>
    public static Way Cheapest(NameFilter names, NameHour hour, long wanted)
    {
        // An index yields events in the order of time, so that the first ones are enough; blocks are read to their end.
        var part = Math.Min(1, wanted / (double)Math.Max(1, hour.AtMost));
        var tags = names[NameKind.Tags];
        var best = new Way("event_time", null, hour.All * part * (tags is null ? 1 : RowCost));
        for (var i = 0; i < names.Conditions.Count; i++)
        {
            var condition = names.Conditions[i];
            var events = hour.Events[i];
            if (condition == tags)
                best = Better(best, new Way("event_tags", null, events * part * RowCost));
            else if (condition is NameCondition.Grave { IsErrors: true })
                best = Better(best, new Way("event_error", null, events * part * (tags is null ? 1 : RowCost)));
            if (condition != tags)
                best = Better(best, new Way(null, condition, Math.Min(events, (hour.All >> NameWriter.BlockBits) + 1) * (1 << NameWriter.BlockBits) * (RowCost - 1)));
        }

        return best;
    }

    /// <summary>Reading the table in its own order until there are enough.</summary>
    public static double CostOfTable(NameHour hour, long wanted) =>
        hour.All * Math.Min(1, wanted / (double)Math.Max(1, hour.AtMost)) * (RowCost - 1);

    private static Way Better(Way one, Way other) => other.Cost < one.Cost ? other : one;
}
