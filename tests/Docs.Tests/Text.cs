namespace Otel.EventSink.Docs.Tests;

/// <summary>Text as lines, in the one form in which code and output are compared: no trailing blanks, no common indentation.</summary>
internal static class Text
{
    public static string[] Lines(string text) => text.ReplaceLineEndings("\n").Split('\n');

    public static string Join(IEnumerable<string> lines) => string.Join('\n', lines.Select(l => l.TrimEnd())).Trim('\n');

    public static string Dedent(IReadOnlyList<string> lines)
    {
        var indent = lines.Where(l => !string.IsNullOrWhiteSpace(l)).Select(l => l.Length - l.TrimStart().Length).DefaultIfEmpty().Min();
        return Join(lines.Select(l => string.IsNullOrWhiteSpace(l) ? "" : l[indent..]));
    }
}
