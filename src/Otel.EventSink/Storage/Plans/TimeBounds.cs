using Otel.EventSink.Query;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Storage.Plans;

/// <summary>A span of time, Unix time in ns, both ends included: the last moment that can be stored has none behind it.</summary>
internal readonly record struct TimeBounds(long First, long Last)
{
    private static readonly TimeBounds All = new(long.MinValue, long.MaxValue);

    public bool IsEmpty => First > Last;

    public long FirstHour => HourOf.Time(First);

    public long LastHour => HourOf.Time(Last);

    public static TimeBounds Of(EventFilter filter) => filter.Conditions().Aggregate(All, (bounds, part) => part switch
    {
        EventFilter.Since f => bounds.Within(new(UnixTime.From(f.Time), long.MaxValue)),
        // From and until the same moment: nothing. Times are at least -long.MaxValue.
        EventFilter.Between f => bounds.Within(new(UnixTime.From(f.First), UnixTime.From(f.End) - 1)),
        _ => bounds,
    });

    /// <summary>The hours at both ends of what can be stored are not whole; the smallest number is no time.</summary>
    public static TimeBounds OfHour(long hour) => new(
        hour <= All.FirstHour ? -long.MaxValue : HourOf.Start(hour),
        hour >= All.LastHour ? long.MaxValue : HourOf.Start(hour + 1) - 1);

    public TimeBounds Within(TimeBounds other) => new(Math.Max(First, other.First), Math.Min(Last, other.Last));

    public bool Covers(TimeBounds other) => First <= other.First && other.Last <= Last;

    /// <summary>What others leave of this, which they overlap: nothing, one part or two.</summary>
    public IEnumerable<TimeBounds> Without(TimeBounds other)
    {
        if (First < other.First)
            yield return this with { Last = other.First - 1 };
        if (other.Last < Last)
            yield return this with { First = other.Last + 1 };
    }
}
