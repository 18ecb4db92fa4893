using System.Globalization;
using System.Text;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>
/// Text on one line that looks like what it holds: what moves a cursor, reverses the reading direction or cannot be seen at all is
/// shown by its code point, so that a report reads the same in every viewer, and a title cannot pose as another one.
/// </summary>
internal static class VisibleText
{
    public static string Of(string text)
    {
        var first = 0;
        while (first < text.Length && char.IsBetween(text[first], ' ', '~'))
            first++;
        if (first == text.Length)
            return text;
        var shown = new StringBuilder(text.Length + 16).Append(text, 0, first);
        var rest = text.AsSpan(first);
        while (!rest.IsEmpty)
        {
            // What is no rune (half a surrogate pair) comes back as U+FFFD, which is visible.
            Rune.DecodeFromUtf16(rest, out var rune, out var length);
            rest = rest[length..];
            if (rune.Value == '\r' && rest is ['\n', ..])
                continue;
            if (rune.Value is '\n' or '\r')
                shown.Append('↵');
            else if (rune.Value == '\t')
                shown.Append(' ');
            else if (IsHidden(rune))
                shown.Append(CultureInfo.InvariantCulture, $"‹U+{rune.Value:X4}›");
            else
                shown.Append(rune.ToString());
        }

        return shown.ToString();
    }

    /// <summary>The beginning, with an ellipsis where something is missing.</summary>
    public static string Cut(string text, int maxLength) =>
        text.Length <= maxLength ? text : string.Concat(Pipeline.TextLimits.Cut(text, maxLength - 1).TrimEnd(), "…");

    /// <summary>The joiners U+200C and U+200D stay: words in Persian and many emoji are made with them.</summary>
    public static bool IsHidden(Rune rune) => rune.Value is not (0x200C or 0x200D)
        && (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
            || (rune.Value & 0xFFFE) == 0xFFFE
            || rune.Value is >= 0xFDD0 and <= 0xFDEF);
}
