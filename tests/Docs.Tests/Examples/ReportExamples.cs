namespace Otel.EventSink.Docs.Tests.Examples;

public static class ReportExamples
{
    public static async Task ReportNumbers(IEventCollector events)
    {
        // <report-numbers>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1));
        Console.WriteLine($"{report.TotalEvents} events since {report.Period.Since:MMM dd HH:mm}");
        foreach (var (severity, count) in report.BySeverity.OrderByDescending(p => p.Key))
            Console.WriteLine($"{count,4}  {severity}");
        Console.WriteLine($"{report.BySystem.Count} systems, {report.ByType.Count} types, latest: {report.RecentEvents[0].Title}");
        // </report-numbers>
    }

    public static async Task ReportDurations(IEventCollector events)
    {
        // <report-durations>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1));
        if (report.Durations is { } d)
            Console.WriteLine($"{d.Count} durations: {d.Min.TotalMilliseconds} to {d.Max.TotalMilliseconds} ms, mean {d.Average.TotalMilliseconds:F0} ms, p50 {d.P50.TotalMilliseconds}, p95 {d.P95.TotalMilliseconds}, p99 {d.P99.TotalMilliseconds}");
        // </report-durations>
    }

    public static async Task ReportDurationsByType(IEventCollector events)
    {
        // <report-durations-by-type>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1));
        foreach (var (type, d) in report.DurationsByType.Take(3))
            Console.WriteLine($"{type}: 95 of 100 within {d.P95.TotalSeconds:F1} s");
        // </report-durations-by-type>
    }

    public static async Task ReportParts(IEventCollector events)
    {
        // <report-parts>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1));
        Console.WriteLine($"{report.Errors.Groups.Count} faults, {report.Patterns.Anomalies.Count} unusual hours");
        // </report-parts>
    }
}
