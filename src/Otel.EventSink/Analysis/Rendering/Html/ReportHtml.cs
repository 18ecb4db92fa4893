namespace Otel.EventSink.Analysis.Rendering;

/// <summary>A report for a browser: one page, drawn here, so that it needs no script and can be mailed, printed and kept.</summary>
internal static class ReportHtml
{
    public static string Render(EventReport report) =>
        HtmlPage.Render($"Event report, {Figures.Minute(report.Period.Since)} to {Figures.Minute(report.Period.Until)} UTC", html => Body(html, report));

    private static void Body(HtmlBuilder html, EventReport report)
    {
        html.Add($"""
            <header>
            <p class="eyebrow">EventSink</p>
            <h1>Event report</h1>
            <p class="period"><time datetime="{Iso(report.Period.Since)}">{Figures.Minute(report.Period.Since)}</time> to <time datetime="{Iso(report.Period.Until)}">{Figures.Minute(report.Period.Until)}</time> UTC<span class="length">{Figures.Length(report.Period.Length)}</span></p>
            </header>
            <main>

            """);
        HtmlSummary.Write(html, report);
        HtmlHours.Write(html, report);
        HtmlSeverities.Write(html, report);
        HtmlErrorGroups.Write(html, report.Errors);
        HtmlDurations.Write(html, report);
        html.Add($"""<div class="pair">""");
        HtmlCounts.Write(html, "Systems", report.BySystem, report.Errors.ErrorsBySystem, report.TotalEvents);
        HtmlCounts.Write(html, "Event types", report.ByType, report.Errors.ErrorsByType, report.TotalEvents);
        html.Add($"""
            </div>

            """);
        HtmlLatest.Write(html, report.RecentEvents);
        html.Add($"""
            </main>
            <footer><p>All times are UTC. Percentiles are exact up to 50,000 events, beyond that within 1%.</p></footer>

            """);
    }

    private static string Iso(DateTimeOffset time) => Figures.Time(time, "yyyy-MM-ddTHH:mm:ssZ");
}
