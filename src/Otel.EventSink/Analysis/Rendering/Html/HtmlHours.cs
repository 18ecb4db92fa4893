namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Events over time, with the unusual hours marked and listed.</summary>
internal static class HtmlHours
{
    private const int MaxRows = 10;

    public static void Write(HtmlBuilder html, EventReport report)
    {
        var slots = HourSlots.Of(report.Patterns);
        var anomalies = report.Patterns.Anomalies;
        HtmlSection.Open(html, slots.HoursPerSlot == 1 ? "Events per hour" : slots.HoursPerSlot == 24 ? "Events per day" : $"Events per {slots.HoursPerSlot} hours");
        html.Add($"<p class=\"key\"><span><i class=\"swatch events\"></i>events</span><span><i class=\"swatch error\"></i>errors, on their own scale</span>");
        if (anomalies.Count > 0)
            html.Add($"<span><i class=\"swatch warn\"></i>{(slots.HoursPerSlot == 1 ? "unusual hour, with the usual number as a line" : "unusual hour")}</span>");
        html.Add($"</p>\n");
        SvgHours.Write(html, report, slots);
        if (anomalies.Count > 0)
            Table(html, anomalies);
        HtmlSection.Close(html);
    }

    private static void Table(HtmlBuilder html, IReadOnlyList<HourlyAnomaly> anomalies)
    {
        html.Add($"<h3>Unusual hours</h3>\n<table>\n<thead><tr><th class=\"num tight\">#</th><th>Hour</th><th class=\"num\">Events</th><th class=\"num\">Usual</th><th class=\"num\">Deviation</th><th class=\"wide\">Rule</th></tr></thead>\n<tbody>\n");
        for (var i = 0; i < Math.Min(anomalies.Count, MaxRows); i++)
        {
            var a = anomalies[i];
            html.Add($"""<tr><td class="num tight">{i + 1}</td><td class="when">""");
            HtmlSection.When(html, a.Hour, "HH:mm");
            html.Add($"""</td><td class="num">{Figures.Count(a.Count)}</td><td class="num">{Figures.Expected(a.Expected)}</td><td class="num strong">{Figures.Deviation(a.Deviation)}</td><td class="wide soft">{a.Rule}</td></tr>""");
            html.Add($"\n");
        }

        html.Add($"</tbody>\n</table>\n");
        HtmlSection.More(html, anomalies.Count - MaxRows);
    }
}
