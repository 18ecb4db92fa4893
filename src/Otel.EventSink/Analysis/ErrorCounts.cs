using Otel.EventSink.Storage;

namespace Otel.EventSink.Analysis;

/// <summary>Counts of errors, and their trend.</summary>
internal static class ErrorCounts
{
    public static ErrorAnalysis Of(AnalysisPeriod period, ErrorSums errors) => new()
    {
        Period = period,
        TotalErrors = errors.Cells.Sum(Count),
        CriticalErrors = errors.Cells.Where(e => SeverityNumbers.ToSeverity(e.Severity) == Severity.Critical).Sum(Count),
        ErrorsByType = Distribution.Of(errors.Cells, e => e.Type, Count),
        ErrorsBySystem = Distribution.Of(errors.Cells, e => e.System, Count),
        ErrorsByComponent = Distribution.Of(errors.Cells, e => e.Component ?? "", Count),
        Trend = ErrorTrend.Of(period, errors),
        RecentErrors = [],
        Groups = [],
    };

    private static long Count(ErrorSum errors) => errors.Sums.Events;
}
