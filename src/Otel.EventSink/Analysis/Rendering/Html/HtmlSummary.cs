namespace Otel.EventSink.Analysis.Rendering;

/// <summary>The figures one looks for first.</summary>
internal static class HtmlSummary
{
    public static void Write(HtmlBuilder html, EventReport report)
    {
        var errors = report.Errors;
        var fresh = errors.Groups.Count(group => group.IsNew);
        html.Add($"<dl class=\"tiles\">\n");
        Tile(html, "Events", Figures.Count(report.TotalEvents), $"{Figures.Plural(report.BySystem.Count, "system")}, {Figures.Plural(report.ByType.Count, "type")}");
        Open(html, "Errors", Figures.Count(errors.TotalErrors), errors.TotalErrors > 0 ? "bad" : "");
        SvgSparkline.Write(html, errors.Trend);
        Close(html, errors.TotalErrors == 0 ? "none" : $"{Figures.Share(errors.TotalErrors, report.TotalEvents)} of all, {Figures.Count(errors.CriticalErrors)} critical");
        Tile(html, "Error groups", Figures.Count(errors.Groups.Count), fresh == 0 ? "none new" : $"{Figures.Count(fresh)} new");
        Tile(html, "Duration, P95", Figures.Duration(report.Durations?.P95), report.Durations is { } d ? $"P50 {Figures.Duration(d.P50)}, P99 {Figures.Duration(d.P99)}" : "nothing timed");
        Tile(html, "Unusual hours", Figures.Count(report.Patterns.Anomalies.Count), $"of {Figures.Count(report.Patterns.HourlyDistribution.Count)}");
        html.Add($"</dl>\n");
    }

    private static void Tile(HtmlBuilder html, string name, string figure, string note)
    {
        Open(html, name, figure, "");
        Close(html, note);
    }

    private static void Open(HtmlBuilder html, string name, string figure, string mood) =>
        html.Add($"""<div><dt>{name}</dt><dd class="figure {mood}">{figure}</dd><dd class="aside">""");

    private static void Close(HtmlBuilder html, string note) => html.Add($"{note}</dd></div>\n");
}
