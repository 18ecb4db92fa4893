using Otel.EventSink.Analysis.Anomalies;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Analysis;

/// <summary>How the events of a window are spread, out of its sums.</summary>
internal static class Patterns
{
    /// <summary>Longer windows show only the hours in which something happened: a year and more of empty ones helps nobody.</summary>
    private const long MaxEmptyHours = 10_000;

    public static PatternAnalysis Of(AnalysisPeriod period, EventSums sums, HourlyHistory history, AnomalyOptions options)
    {
        var timed = sums.Cells.Sum(c => c.Sums.Timed);
        var duration = sums.Cells.Aggregate(Int128.Zero, (sum, c) => sum + c.Sums.Sum);
        return new PatternAnalysis
        {
            Period = period,
            TotalEvents = sums.Total(),
            HourlyDistribution = Hours(period, sums.Hours),
            EventTypes = sums.ByType(),
            Systems = sums.BySystem(),
            SeveritiesBySystem = sums.SeveritiesBySystem(),
            AverageDuration = timed == 0 ? null : UnixTime.ToDuration((long)(duration / timed), out _),
            Anomalies = Judge(history, options),
        };
    }

    /// <summary>What came before the window helps to know what is usual; only what lies in it is reported.</summary>
    private static IReadOnlyList<HourlyAnomaly> Judge(HourlyHistory history, AnomalyOptions options)
    {
        if (history.Counts.Length == 0)
            return [];
        var series = new CountSeries(StartOf(history.FirstHour), TimeSpan.FromHours(1), history.Counts);
        var first = series.StartOf(history.FirstJudged);
        return [.. AnomalyDetector.Find(series, options).Where(a => a.Hour >= first)];
    }

    private static Dictionary<DateTimeOffset, long> Hours(AnalysisPeriod period, IReadOnlyDictionary<long, long> counts)
    {
        if (counts.Count == 0)
            return [];
        var (first, last) = (HourOf.Time(UnixTime.From(period.Since)), HourOf.Time(UnixTime.From(period.Until) - 1));
        var hours = last - first < MaxEmptyHours
            ? Enumerable.Range(0, (int)(last - first) + 1).Select(i => first + i)
            : counts.Keys.Order();
        return hours.ToDictionary(StartOf, hour => counts.GetValueOrDefault(hour));
    }

    private static DateTimeOffset StartOf(long hour) => UnixTime.ToTime(HourOf.Start(hour), out _);
}
