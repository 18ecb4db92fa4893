using System.Diagnostics;
using Otel.EventSink;

namespace QuickStart;

/// <summary>Prints events: a list as a table, a trace as a tree.</summary>
internal static class Show
{
    private const int TitleWidth = 58;

    public static void Table(IReadOnlyList<Event> events)
    {
        Console.WriteLine($"{"time",-12}  {"severity",-8}  {"type",-16}  {"duration",9}  title");
        foreach (var e in events)
            Console.WriteLine($"{e.Timestamp.ToLocalTime():HH:mm:ss.fff}  {Name(e.Severity),-8}  {Cut(e.Type.Name, 16),-16}  {Duration(e),9}  {Cut(Line(e), TitleWidth)}");
    }

    /// <summary>Spans by their parents; log lines under the span they were written in.</summary>
    public static void Tree(IReadOnlyList<Event> trace)
    {
        var spans = trace.Where(e => e.Kind == EventKind.Span && e.SpanId is not null).Select(e => e.SpanId!.Value).ToHashSet();
        var children = trace.ToLookup(e => Above(e) is { } above && spans.Contains(above) ? above : default);
        Print(children[default], "");

        void Print(IEnumerable<Event> siblings, string indent)
        {
            var list = siblings.ToList();
            for (var i = 0; i < list.Count; i++)
            {
                var isLast = i == list.Count - 1;
                var text = $"{indent}{(isLast ? "└─ " : "├─ ")}{Line(list[i])}";
                var mark = list[i].Severity >= Severity.Warning ? $"  [{Name(list[i].Severity)}]" : "";
                Console.WriteLine($"{Duration(list[i]),9}  {Cut(text, 88)}{mark}");
                if (list[i] is { Kind: EventKind.Span, SpanId: { } id })
                    Print(children[id], indent + (isLast ? "   " : "│  "));
            }
        }
    }

    private static ActivitySpanId? Above(Event e) => e.Kind == EventKind.Span ? e.ParentSpanId : e.SpanId;

    private static string Line(Event e) => e.Kind == EventKind.Span
        ? $"{e.Title}{(e.Data.TryGetValue("url.full", out var url) ? $" {url}" : "")} ({e.SourceComponent})"
        : (e.Description.Length > 0 ? e.Description : e.Title).ReplaceLineEndings(" ");

    private static string Duration(Event e) => e.Duration is { } d ? $"{d.TotalMilliseconds:F1} ms" : "";

    private static string Name(Severity severity) => severity.ToString().ToLowerInvariant();

    private static string Cut(string text, int width) => text.Length <= width ? text : text[..(width - 1)] + "…";
}
