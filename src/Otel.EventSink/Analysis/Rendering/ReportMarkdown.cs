using System.Text;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>A report for a terminal, a pull request, a mail.</summary>
internal static class ReportMarkdown
{
    private const int MaxRows = 15;

    public static string Render(EventReport report)
    {
        var text = new StringBuilder();
        text.Append("# Event report\n\n")
            .Append($"{Figures.Minute(report.Period.Since)} to {Figures.Minute(report.Period.Until)} UTC ({Figures.Length(report.Period.Length)})\n\n")
            .Append(Summary(report)).Append("\n\n");
        if (report.TotalEvents > 0)
        {
            Severities(text, report);
            Counts(text, "Systems", "System", report.BySystem, report.Errors.ErrorsBySystem, report.TotalEvents);
            Counts(text, "Event types", "Type", report.ByType, report.Errors.ErrorsByType, report.TotalEvents);
        }

        ErrorGroups(text, report.Errors);
        Slowest(text, report);
        Anomalies(text, report.Patterns);
        Latest(text, report.RecentEvents);
        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static string Summary(EventReport report)
    {
        if (report.TotalEvents == 0)
            return "No events in this period.";
        var summary = $"**{Figures.Plural(report.TotalEvents, "event")}** from {Figures.Plural(report.BySystem.Count, "system")}, "
            + $"**{Figures.Plural(report.Errors.TotalErrors, "error")}** ({Figures.Share(report.Errors.TotalErrors, report.TotalEvents)}), {Figures.Count(report.Errors.CriticalErrors)} critical";
        return report.Durations is { } d
            ? $"{summary}; half of the timed events took at most {Figures.Duration(d.P50)}, 95% {Figures.Duration(d.P95)}, 99% {Figures.Duration(d.P99)}."
            : summary + ".";
    }

    private static void Severities(StringBuilder text, EventReport report)
    {
        var table = new MarkdownTable("Severity", ">Events", ">Share");
        foreach (var (severity, count) in Rankings.Severities(report.BySeverity).Reverse())
            table.Add(Figures.Name(severity), Figures.Count(count), Figures.Share(count, report.TotalEvents));
        Section(text, "Severity", table);
    }

    private static void Counts<TKey>(
        StringBuilder text, string title, string heading, IReadOnlyDictionary<TKey, long> counts, IReadOnlyDictionary<TKey, long> errors, long total)
        where TKey : notnull
    {
        var table = new MarkdownTable(heading, ">Events", ">Share", ">Errors");
        foreach (var (key, count) in Rankings.Most(counts).Take(MaxRows))
            table.Add(MarkdownText.Escape(key.ToString() ?? ""), Figures.Count(count), Figures.Share(count, total), Figures.Count(errors.GetValueOrDefault(key)));
        Section(text, title, table, counts.Count - MaxRows);
    }

    private static void ErrorGroups(StringBuilder text, ErrorAnalysis errors)
    {
        var table = new MarkdownTable(">Count", "New", "Fault", "System", "Last seen (UTC)");
        foreach (var group in errors.Groups.Take(MaxRows))
            table.Add(Figures.Count(group.Count), group.IsNew ? "new" : "", MarkdownText.Escape(group.Title), MarkdownText.Escape(group.Example.System.Name, 40), Figures.Minute(group.LastSeen));
        if (errors.Groups.Count > 0)
            Section(text, "Error groups", table, errors.Groups.Count - MaxRows);
    }

    private static void Slowest(StringBuilder text, EventReport report)
    {
        var table = new MarkdownTable("Type", ">Timed", ">P50", ">P95", ">P99", ">Max");
        foreach (var (type, d) in Rankings.Slowest(report.DurationsByType).Take(MaxRows))
            table.Add(MarkdownText.Escape(type.Name), Figures.Count(d.Count), Figures.Duration(d.P50), Figures.Duration(d.P95), Figures.Duration(d.P99), Figures.Duration(d.Max));
        if (report.DurationsByType.Count > 0)
            Section(text, "Slowest types", table, report.DurationsByType.Count - MaxRows);
    }

    private static void Anomalies(StringBuilder text, PatternAnalysis patterns)
    {
        var table = new MarkdownTable("Hour (UTC)", ">Events", ">Usual", ">Deviation", "Rule");
        foreach (var a in patterns.Anomalies.Take(MaxRows))
            table.Add(Figures.Minute(a.Hour), Figures.Count(a.Count), Figures.Expected(a.Expected), Figures.Deviation(a.Deviation), MarkdownText.Escape(a.Rule));
        if (patterns.Anomalies.Count > 0)
            Section(text, "Unusual hours", table, patterns.Anomalies.Count - MaxRows);
    }

    private static void Latest(StringBuilder text, IReadOnlyList<Event> events)
    {
        var table = new MarkdownTable("Time (UTC)", "Severity", "System", "Type", "Title", ">Duration");
        foreach (var e in events)
            table.Add(Figures.Second(e.Timestamp), Figures.Name(e.Severity), MarkdownText.Escape(e.System.Name, 40), MarkdownText.Escape(e.Type.Name, 40), MarkdownText.Escape(e.Title), Figures.Duration(e.Duration));
        if (events.Count > 0)
            Section(text, "Latest events", table);
    }

    private static void Section(StringBuilder text, string title, MarkdownTable table, int more = 0)
    {
        text.Append("## ").Append(title).Append("\n\n");
        table.WriteTo(text);
        if (more > 0)
            text.Append("… and ").Append(Figures.Count(more)).Append(" more.\n\n");
    }
}
