using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Otel.EventSink.Tests;

/// <summary>
/// Traces as text. One line is one event, indented under the span it belongs to, times in ms:
/// <c>A 0-100</c> a span, <c>- note 20</c> an event, <c>?M</c> a span that is not in the store. Behind it may stand <c>@system</c>,
/// <c>id=A</c> for a span with the id of another, <c>under=A</c> for a parent other than the line above it.
/// </summary>
internal static class TraceText
{
    private static readonly DateTimeOffset Zero = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<Event> Parse(string text)
    {
        var events = new List<Event>();
        var open = new Stack<(int Indent, string Span)>();
        foreach (var line in text.Split('\n').Where(l => !string.IsNullOrWhiteSpace(l)))
        {
            var indent = line.Length - line.TrimStart().Length;
            while (open.TryPeek(out var last) && last.Indent >= indent)
                open.Pop();
            var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToList();
            var above = Take(words, "under=") ?? (open.TryPeek(out var parent) ? parent.Span : null);
            var system = new SourceSystem(Take(words, "@") ?? "shop");
            var id = Take(words, "id=");
            if (words[0] == "-")
            {
                events.Add(At(words[2], words[1], system) with { SpanId = above is null ? null : SpanId(above), ParentSpanId = id is null ? null : SpanId(id) });
                continue;
            }

            open.Push((indent, id ?? words[0].TrimStart('?')));
            if (!words[0].StartsWith('?'))
                events.Add(At(words[1], words[0], system) with { Kind = EventKind.Span, SpanId = SpanId(id ?? words[0]), ParentSpanId = above is null ? null : SpanId(above) });
        }

        return [.. events.OrderBy(e => e.Timestamp)];
    }

    /// <summary>The tree in the same form, with self times of spans and a star on the critical path.</summary>
    public static string Draw(TraceTree tree)
    {
        var text = new StringBuilder();
        foreach (var root in tree.Roots)
            Draw(root, "", text);
        return text.ToString().TrimEnd();
    }

    public static string Path(TraceTree tree) => string.Join(" ", tree.CriticalPath.Select(Name));

    public static string Name(TraceNode node) => node.Event?.Title ?? "?" + Encoding.ASCII.GetString(Convert.FromHexString(node.SpanId.ToString()!)).Trim('\0');

    public static ActivitySpanId SpanId(string name)
    {
        var bytes = new byte[8];
        Encoding.ASCII.GetBytes(name, bytes);
        return ActivitySpanId.CreateFromBytes(bytes);
    }

    public static ActivitySpanId SpanId(long number)
    {
        var bytes = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(bytes, number);
        return ActivitySpanId.CreateFromBytes(bytes);
    }

    private static void Draw(TraceNode node, string indent, StringBuilder text)
    {
        var isSpan = node.SpanId is not null;
        text.Append(indent).Append(isSpan ? "" : "- ").Append(Name(node));
        if (isSpan)
            text.Append(CultureInfo.InvariantCulture, $" {node.Duration.TotalMilliseconds} self {node.SelfTime.TotalMilliseconds}{(node.IsOnCriticalPath ? " *" : "")}");
        text.Append('\n');
        foreach (var child in node.Children)
            Draw(child, indent + "  ", text);
    }

    private static Event At(string time, string name, SourceSystem system)
    {
        var split = time.IndexOf('-', 1);
        var start = double.Parse(split < 0 ? time : time[..split], CultureInfo.InvariantCulture);
        return new Event
        {
            System = system,
            Type = split < 0 ? EventType.LogRecord : EventType.SpanCompleted,
            Title = name,
            Timestamp = Zero.AddMilliseconds(start),
            Duration = split < 0 ? null : TimeSpan.FromMilliseconds(double.Parse(time[(split + 1)..], CultureInfo.InvariantCulture) - start),
        };
    }

    private static string? Take(List<string> words, string prefix)
    {
        var found = words.FindIndex(1, w => w.StartsWith(prefix, StringComparison.Ordinal));
        if (found < 0)
            return null;
        var value = words[found][prefix.Length..];
        words.RemoveAt(found);
        return value;
    }
}
