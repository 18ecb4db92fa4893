using System.Text;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Text for a Markdown table: shown as it is, wherever it is shown, with no more backslashes than that takes.</summary>
internal static class MarkdownText
{
    public static string Escape(string text, int maxLength = 80)
    {
        var shown = VisibleText.Cut(VisibleText.Of(text), maxLength).Trim();
        var escaped = new StringBuilder(shown.Length + 8);
        for (var i = 0; i < shown.Length; i++)
        {
            if (IsSpecial(shown, i))
                escaped.Append('\\');
            escaped.Append(shown[i]);
        }

        return escaped.ToString();
    }

    /// <summary>How many columns of a terminal a text takes: two for the wide letters of East Asia and for emoji, none for what is set upon others.</summary>
    public static int Width(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes())
            width += rune.Value switch
            {
                < 0x300 => 1,
                0x200C or 0x200D or (>= 0xFE00 and <= 0xFE0F) => 0,
                (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3) or (>= 0xF900 and <= 0xFAFF)
                    or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD) => 2,
                _ => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.EnclosingMark ? 0 : 1,
            };
        return width;
    }

    private static bool IsSpecial(string text, int i) => text[i] switch
    {
        '\\' or '`' or '*' or '[' or ']' or '<' or '>' or '|' or '~' or '&' or '$' => true,
        // session_buddy needs none, _so_ does.
        '_' => i == 0 || i == text.Length - 1 || !char.IsLetterOrDigit(text[i - 1]) || !char.IsLetterOrDigit(text[i + 1]),
        // GitHub makes links of what looks like one.
        ':' => text.AsSpan(i).StartsWith("://", StringComparison.Ordinal),
        '.' => i >= 3 && text.AsSpan(i - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase),
        _ => false,
    };
}
