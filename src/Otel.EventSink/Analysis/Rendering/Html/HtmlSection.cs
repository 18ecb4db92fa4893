namespace Otel.EventSink.Analysis.Rendering;

/// <summary>What the sections of the page have in common.</summary>
internal static class HtmlSection
{
    public static void Open(HtmlBuilder html, string title, string note = "")
    {
        html.Add($"<section>\n<h2>{title}</h2>\n");
        if (note.Length > 0)
            html.Add($"<p class=\"note\">{note}</p>\n");
    }

    public static void Close(HtmlBuilder html) => html.Add($"</section>\n");

    public static void Nothing(HtmlBuilder html, string text) => html.Add($"<p class=\"nothing\">{text}</p>\n");

    public static void More(HtmlBuilder html, long count)
    {
        if (count > 0)
            html.Add($"<p class=\"more\">and {Figures.Count(count)} more</p>\n");
    }

    /// <summary>A moment in full, the day apart, so that a narrow column breaks nowhere else.</summary>
    public static void When(HtmlBuilder html, DateTimeOffset time, string format) =>
        html.Add($"<span class=\"day\">{Figures.Time(time, "yyyy-MM-dd")}</span> {Figures.Time(time, format)}");

    /// <summary>A bar under what it belongs to; the figure stands beside it, so it says nothing to a screen reader.</summary>
    public static void Bar(HtmlBuilder html, string color, double value, double max)
    {
        html.Add($"""<svg class="bar" width="100%" height="4" aria-hidden="true"><rect class="track" width="100%" height="4" rx="2" />""");
        if (value > 0 && max > 0)
            html.Add($"""<rect class="{color}" width="{Math.Clamp(100 * value / max, 0.6, 100)}%" height="4" rx="2" />""");
        html.Add($"</svg>");
    }
}
