namespace Otel.EventSink.Analysis.Rendering;

/// <summary>The latest events, their durations relative to the longest among them.</summary>
internal static class HtmlLatest
{
    public static void Write(HtmlBuilder html, IReadOnlyList<Event> events)
    {
        HtmlSection.Open(html, "Latest events");
        if (events.Count == 0)
            HtmlSection.Nothing(html, "No events in this period.");
        else
        {
            var longest = events.Max(e => e.Duration ?? TimeSpan.Zero);
            html.Add($"<table class=\"latest\">\n<thead><tr><th>Time</th><th>Event</th><th class=\"num\">Duration</th></tr></thead>\n<tbody>\n");
            foreach (var e in events)
                Row(html, e, longest);
            html.Add($"</tbody>\n</table>\n");
        }

        HtmlSection.Close(html);
    }

    private static void Row(HtmlBuilder html, Event e, TimeSpan longest)
    {
        html.Add($"<tr><td class=\"when\">");
        HtmlSection.When(html, e.Timestamp, "HH:mm:ss");
        html.Add($"</td><td><div class=\"title\"><bdi>{VisibleText.Cut(e.Title, 500)}</bdi></div><div class=\"meta\"><i class=\"swatch {Figures.Name(e.Severity)}\"></i><span class=\"severity\">{Figures.Name(e.Severity)}</span> · {e.System.Name} · {e.Type.Name}");
        if (e.SourceComponent is { } component)
            html.Add($"<span class=\"wide\"> · {component}</span>");
        foreach (var tag in e.Tags.Take(8))
            html.Add($" <span class=\"tag\">{tag}</span>");
        html.Add($"</div></td><td class=\"num took\">{Figures.Duration(e.Duration)}");
        if (e.Duration is { } duration)
            HtmlSection.Bar(html, "events", duration.Ticks, longest.Ticks);
        html.Add($"</td></tr>\n");
    }
}
