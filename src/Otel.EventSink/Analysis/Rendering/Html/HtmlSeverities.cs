namespace Otel.EventSink.Analysis.Rendering;

/// <summary>How grave events are: one bar, cut in parts, and what the parts are. A rare severity keeps a part that can be seen.</summary>
internal static class HtmlSeverities
{
    private const double Least = 0.5;

    public static void Write(HtmlBuilder html, EventReport report)
    {
        HtmlSection.Open(html, "Severity");
        var parts = Rankings.Severities(report.BySeverity).ToList();
        var widths = parts.Select(part => part.Count == 0 ? 0 : Math.Max(Least, 100.0 * part.Count / Math.Max(1, report.TotalEvents))).ToList();
        var whole = Math.Max(1, widths.Sum()) / 100;
        html.Add($"""<svg class="severities" width="100%" height="20" role="img" aria-label="Shares of the severities"><rect class="track" width="100%" height="20" />""");
        var x = 0.0;
        for (var i = 0; i < parts.Count; i++)
        {
            var width = widths[i] / whole;
            if (width > 0)
                html.Add($"""<rect class="{Figures.Name(parts[i].Severity)}" x="{x}%" width="{width}%" height="20"><title>{Figures.Name(parts[i].Severity)}: {Figures.Count(parts[i].Count)}</title></rect>""");
            x += width;
        }

        html.Add($"</svg>\n<ul class=\"legend\">\n");
        foreach (var (severity, count) in parts)
            html.Add($"""<li><i class="swatch {Figures.Name(severity)}"></i>{Figures.Name(severity)} <b>{Figures.Count(count)}</b> <span class="soft">{Figures.Share(count, report.TotalEvents)}</span></li>""");
        html.Add($"</ul>\n");
        HtmlSection.Close(html);
    }
}
