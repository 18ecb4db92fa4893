using System.Globalization;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>What is asked of both stores, and must be answered alike.</summary>
internal static class Questions
{
    private const string Hour = "2026-03-09T11:00:00.0000000Z";
    private const string Day = "2026-03-08T12:00:00.0000000Z";
    private const string Week = "2026-03-02T12:00:00.0000000Z";
    private const string All = "id, timestamp, system, event_type, severity, title, description, data, tags, correlation_id, source_component, duration_ms, metadata";

    public static IEnumerable<Question> For(IEventCollector events, int count)
    {
        var correlation = Workload.CorrelationOf(count / 2);
        yield return new("system and error, last hour, latest 100",
            async () => Titles(await events.Query().System(new SourceSystem("shop")).MinSeverity(Severity.Error).Last(TimeSpan.FromHours(1)).Limit(100).ToListAsync()),
            reference => Titles(reference.Ask($"SELECT {All} FROM events WHERE system = 'shop' AND severity = 'error' AND timestamp >= '{Hour}' ORDER BY timestamp DESC LIMIT 100")));
        yield return new("latest 1,000, all columns",
            async () => Titles(await events.Query().Limit(1_000).ToListAsync()),
            reference => Titles(reference.Ask($"SELECT {All} FROM events ORDER BY timestamp DESC LIMIT 1000")));
        yield return new("materialise 1,000 rows",
            async () => Number((await events.Query().Limit(1_000).ToListAsync()).Count),
            reference => Number(reference.Materialise($"SELECT {All} FROM events ORDER BY timestamp DESC LIMIT 1000")));
        yield return new("system, latest 100",
            async () => Titles(await events.Query().System(new SourceSystem("audit")).Limit(100).ToListAsync()),
            reference => Titles(reference.Ask($"SELECT {All} FROM events WHERE system = 'audit' ORDER BY timestamp DESC LIMIT 100")));
        yield return new("one correlation",
            async () => Titles(await events.Query().CorrelationId(correlation).ToListAsync()),
            reference => Titles(reference.Ask($"SELECT {All} FROM events WHERE correlation_id = $id ORDER BY timestamp DESC", ("$id", correlation))));
        yield return new("tag, latest 100",
            async () => Titles(await events.Query().Tags("money").Limit(100).ToListAsync()),
            reference => Titles(reference.Ask($"SELECT {All} FROM events WHERE EXISTS (SELECT 1 FROM json_each(tags) WHERE value = 'money') ORDER BY timestamp DESC LIMIT 100")));
        yield return new("tag, count over 7 days",
            async () => Number(await events.Query().Tags("money").Last(Workload.Window).CountAsync()),
            reference => reference.Ask($"SELECT count(*) FROM events WHERE timestamp >= '{Week}' AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = 'money')"));
        foreach (var (name, since, window) in new[] { ("24 hours", Day, TimeSpan.FromDays(1)), ("7 days", Week, Workload.Window) })
            yield return new($"count by system and severity, {name}",
                async () => Severities(await events.Analyzer.DetectPatternsAsync(window)),
                reference => reference.Ask($"SELECT system, severity, count(*) FROM events WHERE timestamp >= '{since}' GROUP BY 1, 2 ORDER BY 1, 2"));
        yield return new("hourly histogram and types, 7 days",
            async () => Number((await events.Analyzer.DetectPatternsAsync(Workload.Window)).TotalEvents),
            reference => Number(Sum(reference.Ask($"SELECT substr(timestamp, 1, 13), event_type, system, count(*) FROM events WHERE timestamp >= '{Week}' GROUP BY 1, 2, 3"), 3)));
        yield return new("errors by system, type and component, 7 days",
            async () => Number((await events.Analyzer.AnalyzeErrorsAsync(Workload.Window)).TotalErrors),
            reference => Number(Sum(reference.Ask($"SELECT system, event_type, source_component, count(*) FROM events WHERE severity IN ('error', 'critical') AND timestamp >= '{Week}' GROUP BY 1, 2, 3"), 3)));
        yield return new("aggregates per type, 7 days",
            async () => Aggregates(await events.Analyzer.GenerateReportAsync(Workload.Window)),
            reference => reference.Ask($"SELECT event_type, count(*), count(duration_ms), CAST(min(duration_ms) * 1000 + 0.5 AS INTEGER), CAST(max(duration_ms) * 1000 + 0.5 AS INTEGER) FROM events WHERE timestamp >= '{Week}' GROUP BY 1 ORDER BY 1"));
        yield return new("report, 24 hours", async () => Summary(await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1))), reference => Summary(reference, Day));
        yield return new("report, 7 days", async () => Summary(await events.Analyzer.GenerateReportAsync(Workload.Window)), reference => Summary(reference, Week));
        yield return new("substring, latest 100",
            async () => Titles(await events.Query().Search("LIGHTHOUSE").Limit(100).ToListAsync()),
            reference => Titles(reference.Ask($"SELECT {All} FROM events WHERE title LIKE '%lighthouse%' OR description LIKE '%lighthouse%' ORDER BY timestamp DESC LIMIT 100")));
        yield return new("substring, count",
            async () => Number(await events.Query().Search("LIGHTHOUSE").CountAsync()),
            reference => reference.Ask("SELECT count(*) FROM events WHERE title LIKE '%lighthouse%' OR description LIKE '%lighthouse%'"));
        yield return new("part of a number, count",
            async () => Number(await events.Query().Search("47119").CountAsync()),
            reference => reference.Ask("SELECT count(*) FROM events WHERE title LIKE '%47119%' OR description LIKE '%47119%'"));
        yield return new("phrase, latest 100",
            async () => Titles(await events.Query().Search("on to step 3 in the lighthouse").Limit(100).ToListAsync()),
            reference => Titles(reference.Ask($"SELECT {All} FROM events WHERE title LIKE '%on to step 3 in the lighthouse%' OR description LIKE '%on to step 3 in the lighthouse%' ORDER BY timestamp DESC LIMIT 100")));
    }

    private static string Aggregates(EventReport report) => string.Join('\n', report.ByType.OrderBy(t => t.Key.Name, StringComparer.Ordinal).Select(t =>
    {
        var durations = report.DurationsByType.GetValueOrDefault(t.Key);
        return string.Create(CultureInfo.InvariantCulture, $"{t.Key.Name}|{t.Value}|{durations?.Count ?? 0}|{durations?.Min.TotalMicroseconds}|{durations?.Max.TotalMicroseconds}");
    }));

    private static string Summary(EventReport report) => Number(report.TotalEvents) + "/" + Number(report.BySystem.Count) + "/" + Number(report.Durations?.Count ?? 0);

    /// <summary>The sums of a report; percentiles, which take the reference longest, are left out in its favour.</summary>
    private static string Summary(SqlStore reference, string since)
    {
        var cells = reference.Ask($"SELECT system, event_type, severity, substr(timestamp, 1, 13), count(*), count(duration_ms), sum(duration_ms), min(duration_ms), max(duration_ms) FROM events WHERE timestamp >= '{since}' GROUP BY 1, 2, 3, 4");
        return Number(Sum(cells, 4)) + "/" + Number(cells.Split('\n').Select(l => l.Split('|')[0]).Distinct().Count()) + "/" + Number(Sum(cells, 5));
    }

    private static string Titles(IReadOnlyList<Event> events) => string.Join('\n', events.Select(e => e.Description));

    private static string Titles(string rows) => string.Join('\n', rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('|')[6]));

    private static long Sum(string rows, int column) => rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Sum(r => long.Parse(r.Split('|')[column], CultureInfo.InvariantCulture));

    private static string Severities(PatternAnalysis patterns) => string.Join('\n',
        from system in patterns.SeveritiesBySystem
        from severity in system.Value
        let name = severity.Key.ToString().ToLowerInvariant()
        orderby system.Key.Name, name
        select $"{system.Key.Name}|{name}|{Number(severity.Value)}");

    private static string Number(long value) => value.ToString(CultureInfo.InvariantCulture);
}
