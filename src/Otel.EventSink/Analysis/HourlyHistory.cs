using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>
/// Events by hour, without gaps, over the window and what came before it, from which is learned what is usual. The hour that is still
/// running is left out.
/// </summary>
/// <param name="FirstHour">Hours since 1970 of the first count.</param>
/// <param name="Counts">One for each hour; 0 where there were none.</param>
/// <param name="FirstJudged">The index from which on hours lie wholly in the window.</param>
internal sealed record HourlyHistory(long FirstHour, long[] Counts, int FirstJudged)
{
    /// <summary>Five Mondays: what is usual at an hour of a day of the week can be told from them.</summary>
    private static readonly TimeSpan LearnFrom = TimeSpan.FromDays(35);

    /// <summary>Hours further back are not judged.</summary>
    private static readonly TimeSpan MaxReach = TimeSpan.FromDays(400);

    public static async ValueTask<HourlyHistory> ReadAsync(IEventStore store, AnalysisPeriod period, AnomalyOptions options, CancellationToken ct)
    {
        // Mean and sigma are those of the window; that is all the old rule knew.
        var reach = options.Method == AnomalyMethod.Robust && period.Length < LearnFrom ? LearnFrom : period.Length;
        if (reach > MaxReach)
            reach = MaxReach;
        var extent = await store.MeasureAsync(ct).ConfigureAwait(false);
        var windowStart = UnixTime.From(period.Since);
        var until = UnixTime.From(period.Until);
        // Before the first event there were no empty hours, there was nothing.
        var oldest = extent.Oldest is { } o ? UnixTime.From(o) : until;
        var since = Math.Max(UnixTime.From(EventQuery.Earlier(period.Until, reach)), oldest);
        var first = HourOf.AtOrAfter(since);
        var running = HourOf.Time(until);
        if (first >= running)
            return new HourlyHistory(first, [], 0);

        var counts = new long[running - first];
        var sums = await store.SumAsync(HourOf.Start(first), HourOf.Start(running), withBuckets: false, ct).ConfigureAwait(false);
        foreach (var (hour, count) in sums.ByHour())
            counts[hour - first] = count;
        var judged = Math.Max(0, HourOf.AtOrAfter(windowStart) - first);
        return new HourlyHistory(first, counts, (int)Math.Min(judged, counts.Length));
    }
}
