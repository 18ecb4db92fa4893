namespace Otel.EventSink;

/// <summary>The span of time an analysis looked at.</summary>
/// <param name="Since">The first moment, UTC, included.</param>
/// <param name="Until">The end, UTC, not included.</param>
public readonly record struct AnalysisPeriod(DateTimeOffset Since, DateTimeOffset Until)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => Until - Since;
}
