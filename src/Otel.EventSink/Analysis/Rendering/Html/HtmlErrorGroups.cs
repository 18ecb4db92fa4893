namespace Otel.EventSink.Analysis.Rendering;

/// <summary>The faults, the most frequent first, new ones marked, with what the last one said.</summary>
internal static class HtmlErrorGroups
{
    private const int MaxRows = 15, MaxDescription = 4_000, MaxLines = 60;

    public static void Write(HtmlBuilder html, ErrorAnalysis errors)
    {
        HtmlSection.Open(html, "Error groups");
        if (errors.Groups.Count == 0)
            HtmlSection.Nothing(html, "No errors in this period.");
        else
        {
            html.Add($"<table class=\"groups\">\n<thead><tr><th>Fault</th><th class=\"num\">Count</th><th class=\"wide when\">First seen</th><th class=\"when\">Last seen</th></tr></thead>\n<tbody>\n");
            foreach (var group in errors.Groups.Take(MaxRows))
                Row(html, group, errors.Groups[0].Count);
            html.Add($"</tbody>\n</table>\n");
            HtmlSection.More(html, errors.Groups.Count - MaxRows);
        }

        HtmlSection.Close(html);
    }

    private static void Row(HtmlBuilder html, ErrorGroup group, long max)
    {
        html.Add($"<tr><td><div class=\"title\"><bdi>{VisibleText.Cut(group.Title, 500)}</bdi></div>");
        html.Add($"<div class=\"meta\">");
        if (group.IsNew)
            html.Add($"<span class=\"new\">new</span> ");
        html.Add($"{group.Example.System.Name} · {group.Example.Type.Name}");
        if (group.Grouping == ErrorGrouping.Mined)
            html.Add($" · <span title=\"Found to be the same by their text, not by a template or a stack\">alike by text</span>");
        html.Add($"</div>");
        HtmlSection.Bar(html, Figures.Name(group.Example.Severity == Severity.Critical ? Severity.Critical : Severity.Error), group.Count, max);
        Example(html, group.Example);
        html.Add($"</td><td class=\"num strong\">{Figures.Count(group.Count)}</td><td class=\"wide when\">");
        HtmlSection.When(html, group.FirstSeen, "HH:mm");
        html.Add($"</td><td class=\"when\">");
        HtmlSection.When(html, group.LastSeen, "HH:mm");
        html.Add($"</td></tr>\n");
    }

    private static void Example(HtmlBuilder html, Event e)
    {
        if (e.Description.Length == 0)
            return;
        html.Add($"<details><summary>Latest example</summary><p class=\"meta\">{e.Id.ToString()}");
        if (e.CorrelationId is { } correlation)
            html.Add($" · correlation {correlation}");
        html.Add($"</p><pre>");
        // Line breaks are the one thing that a stack trace needs kept; each line is encoded by itself.
        var lines = VisibleText.Cut(e.Description, MaxDescription).ReplaceLineEndings("\n").Split('\n');
        foreach (var line in lines.Take(MaxLines))
            html.Add($"{line}\n");
        html.Add($"{(lines.Length > MaxLines ? "…" : "")}</pre></details>");
    }
}
