namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Events and errors by system or by type.</summary>
internal static class HtmlCounts
{
    private const int MaxRows = 15;

    public static void Write<TKey>(HtmlBuilder html, string title, IReadOnlyDictionary<TKey, long> counts, IReadOnlyDictionary<TKey, long> errors, long total)
        where TKey : notnull
    {
        HtmlSection.Open(html, title);
        if (counts.Count == 0)
            HtmlSection.Nothing(html, "No events in this period.");
        else
            Table(html, [.. Rankings.Most(counts).Take(MaxRows)], errors, total);
        HtmlSection.More(html, counts.Count - MaxRows);
        HtmlSection.Close(html);
    }

    private static void Table<TKey>(HtmlBuilder html, List<KeyValuePair<TKey, long>> counts, IReadOnlyDictionary<TKey, long> errors, long total)
        where TKey : notnull
    {
        html.Add($"<table>\n<thead><tr><th class=\"grow\">Name</th><th class=\"num\">Events</th><th class=\"num\">Share</th><th class=\"num\">Errors</th></tr></thead>\n<tbody>\n");
        foreach (var (key, count) in counts)
        {
            var failed = errors.GetValueOrDefault(key);
            html.Add($"<tr><td>{key.ToString()}");
            HtmlSection.Bar(html, "events", count, counts[0].Value);
            html.Add($"</td><td class=\"num\">{Figures.Count(count)}</td><td class=\"num soft\">{Figures.Share(count, total)}</td><td class=\"num {(failed > 0 ? "bad" : "soft")}\">{Figures.Count(failed)}</td></tr>\n");
        }

        html.Add($"</tbody>\n</table>\n");
    }
}
