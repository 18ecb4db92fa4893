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

    /// <summary>From when on hours are needed, Unix time in ns.</summary>
    public static long Since(AnalysisPeriod period, AnomalyOptions options)
    {
        // Mean and sigma are those of the window; that is all the old rule knew.
        var reach = options.Method == AnomalyMethod.Robust && period.Length < LearnFrom ? LearnFrom : period.Length;
        return UnixTime.From(EventQuery.Earlier(period.Until, reach > MaxReach ? MaxReach : reach));
    }

    public static HourlyHistory Of(AnalysisPeriod period, HourCounts hours)
    {
        var judged = Math.Max(0, HourOf.AtOrAfter(UnixTime.From(period.Since)) - hours.First);
        return new HourlyHistory(hours.First, hours.Counts, (int)Math.Min(judged, hours.Counts.Length));
    }
}
