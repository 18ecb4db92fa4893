namespace Otel.EventSink.Analysis.Rendering;

/// <summary>How long things take, by type, the slowest first: three bars in one, to the durations that 50, 95 and 99 of 100 did not exceed.</summary>
internal static class HtmlDurations
{
    private const int MaxRows = 12;

    public static void Write(HtmlBuilder html, EventReport report)
    {
        var types = Rankings.Slowest(report.DurationsByType).Take(MaxRows).ToList();
        HtmlSection.Open(html, "Durations by type");
        if (types.Count == 0)
            HtmlSection.Nothing(html, "Nothing was timed in this period.");
        else
            Table(html, types, new DurationScale([.. types.Select(pair => pair.Value)]));
        HtmlSection.More(html, report.DurationsByType.Count - types.Count);
        HtmlSection.Close(html);
    }

    private static void Table(HtmlBuilder html, List<KeyValuePair<EventType, DurationSummary>> types, DurationScale scale)
    {
        html.Add($"""<p class="key"><span><i class="swatch p50"></i>P50</span><span><i class="swatch p95"></i>P95</span><span><i class="swatch p99"></i>P99</span>""");
        html.Add($"""<span class="soft">{(scale.IsLogarithmic ? "logarithmic scale" : "linear scale")}</span></p>""");
        html.Add($"\n<table class=\"durations\">\n<thead><tr><th class=\"grow\">Type");
        Axis(html, scale);
        html.Add($"</th><th class=\"num wide\">Timed</th><th class=\"num\">P50</th><th class=\"num\">P95</th><th class=\"num wide\">P99</th><th class=\"num wide\">Max</th></tr></thead>\n<tbody>\n");
        foreach (var (type, d) in types)
        {
            html.Add($"<tr><td>{type.Name}");
            Bars(html, d, scale);
            html.Add($"</td><td class=\"num wide soft\">{Figures.Count(d.Count)}</td><td class=\"num\">{Figures.Duration(d.P50)}</td><td class=\"num strong\">{Figures.Duration(d.P95)}</td><td class=\"num wide\">{Figures.Duration(d.P99)}</td><td class=\"num wide soft\">{Figures.Duration(d.Max)}</td></tr>\n");
        }

        html.Add($"</tbody>\n</table>\n");
    }

    private static void Axis(HtmlBuilder html, DurationScale scale)
    {
        html.Add($"""<svg class="scale" width="100%" height="14" aria-hidden="true">""");
        var place = 0;
        foreach (var line in scale.Lines.Where(line => scale.At(line) < 94))
            html.Add($"""<text class="{(place++ % 2 == 0 ? "label" : "label alternate")}" x="{scale.At(line)}%" y="11">{Figures.Duration(line)}</text>""");
        html.Add($"</svg>");
    }

    private static void Bars(HtmlBuilder html, DurationSummary d, DurationScale scale)
    {
        html.Add($"""<svg class="spread" width="100%" height="12" aria-hidden="true">""");
        foreach (var line in scale.Lines)
            html.Add($"""<line class="grid" x1="{scale.At(line)}%" x2="{scale.At(line)}%" y1="0" y2="12" />""");
        html.Add($"""<rect class="p99" y="1" width="{scale.At(d.P99)}%" height="10" rx="1.5" />""");
        html.Add($"""<rect class="p95" y="1" width="{scale.At(d.P95)}%" height="10" rx="1.5" />""");
        html.Add($"""<rect class="p50" y="1" width="{scale.At(d.P50)}%" height="10" rx="1.5" /></svg>""");
    }
}
