namespace Otel.EventSink.Tests;

/// <summary>Reports made by hand: their figures are fixed and need no store.</summary>
internal static class SampleReports
{
    public const string Hostile = "<script>alert('x')</script> | `=cmd|' /C calc'!A0` \u202Egnp.exe\u202C \u001b[31mred\u001b[0m\r\n# heading & https://evil.example";

    private static readonly DateTimeOffset Start = new(2026, 11, 16, 19, 0, 0, TimeSpan.Zero);

    public static EventReport Empty { get; } = Create(Start, hours: 24, _ => 0);

    /// <summary>Six hours of two systems, with hostile text wherever text comes from an event.</summary>
    public static EventReport Small { get; } = Create(Start, hours: 6, hour => hour == 3 ? 90 : 10 + hour, errorsIn: hour => hour == 3 ? 7 : 0) with
    {
        BySeverity = new Dictionary<Severity, long> { [Severity.Info] = 145, [Severity.Error] = 6, [Severity.Critical] = 1 },
        BySystem = new Dictionary<SourceSystem, long> { [new("billing")] = 107, [new("<b>shop|</b>")] = 45 },
        ByType = new Dictionary<EventType, long> { [new("order.placed")] = 127, [new("a|b`<i>")] = 25 },
        Durations = Took(100, 12),
        DurationsByType = new Dictionary<EventType, DurationSummary> { [new("order.placed")] = Took(80, 12), [new("a|b`<i>")] = Took(20, 900) },
        RecentEvents =
        [
            Make(5, "billing", "order.placed", Severity.Info, "Order {OrderId} placed") with { Duration = TimeSpan.FromMilliseconds(12.5), Tags = ["vip", "<u>"], Sequence = 152 },
            Make(6, "<b>shop|</b>", "a|b`<i>", Severity.Critical, Hostile) with { SourceComponent = "A&B", Data = new Dictionary<string, object?> { ["n"] = 1L, ["x"] = 2.0, ["list"] = new List<object?> { "a", true, null } } },
        ],
    };

    public static EventReport Create(DateTimeOffset since, int hours, Func<int, long> eventsIn, Func<int, long>? errorsIn = null)
    {
        var period = new AnalysisPeriod(since, since.AddHours(hours));
        var hourly = Enumerable.Range(0, hours).ToDictionary(i => since.AddHours(i), i => eventsIn(i));
        var trend = Enumerable.Range(0, hours).Select(i => new TimeBucket(since.AddHours(i), errorsIn?.Invoke(i) ?? 0)).ToList();
        var errors = trend.Sum(part => part.Count);
        var fault = Make(3, "<b>shop|</b>", "a|b`<i>", Severity.Critical, Hostile) with { Description = "System.Exception: <img src=x onerror=alert(1)>\n   at Shop.Pay()", CorrelationId = "\"><script>" };
        return new EventReport
        {
            Period = period,
            TotalEvents = hourly.Values.Sum(),
            BySeverity = new Dictionary<Severity, long>(),
            BySystem = new Dictionary<SourceSystem, long>(),
            ByType = new Dictionary<EventType, long>(),
            Durations = null,
            DurationsByType = new Dictionary<EventType, DurationSummary>(),
            Errors = new ErrorAnalysis
            {
                Period = period,
                TotalErrors = errors,
                CriticalErrors = errors > 0 ? 1 : 0,
                ErrorsByType = new Dictionary<EventType, long> { [new("a|b`<i>")] = errors },
                ErrorsBySystem = new Dictionary<SourceSystem, long> { [new("<b>shop|</b>")] = errors },
                ErrorsByComponent = new Dictionary<string, long> { [""] = errors },
                Trend = trend,
                RecentErrors = errors > 0 ? [fault] : [],
                Groups = errors == 0 ? [] : [new ErrorGroup { Title = Hostile, Grouping = ErrorGrouping.Mined, Count = errors, FirstSeen = since.AddHours(3), LastSeen = since.AddMinutes(234), IsNew = true, Example = fault }],
            },
            Patterns = new PatternAnalysis
            {
                Period = period,
                TotalEvents = hourly.Values.Sum(),
                HourlyDistribution = hourly,
                EventTypes = new Dictionary<EventType, long>(),
                Systems = new Dictionary<SourceSystem, long>(),
                SeveritiesBySystem = new Dictionary<SourceSystem, IReadOnlyDictionary<Severity, long>>(),
                AverageDuration = null,
                Anomalies = errors == 0 ? [] : [new HourlyAnomaly(since.AddHours(3), 90, 12.5, double.PositiveInfinity, "all hours <alike>")],
            },
            RecentEvents = [],
        };
    }

    public static Event Make(int minute, string system, string type, Severity severity, string title) => new()
    {
        Id = new Guid(minute, 0, 0x7000, 0x80, 0, 0, 0, 0, 0, 0, 1),
        Timestamp = Start.AddHours(3).AddMinutes(minute),
        System = SourceSystem.Lenient(system),
        Type = EventType.Lenient(type),
        Severity = severity,
        Title = title,
    };

    public static DurationSummary Took(long count, double p50) => new()
    {
        Count = count,
        Min = TimeSpan.FromMilliseconds(p50 / 10),
        Max = TimeSpan.FromMilliseconds(p50 * 20),
        Average = TimeSpan.FromMilliseconds(p50 * 1.5),
        P50 = TimeSpan.FromMilliseconds(p50),
        P95 = TimeSpan.FromMilliseconds(p50 * 4),
        P99 = TimeSpan.FromMilliseconds(p50 * 12),
    };
}
