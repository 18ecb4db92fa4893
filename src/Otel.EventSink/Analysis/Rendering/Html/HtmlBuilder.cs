using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>
/// A page in the making. What stands in an interpolated string is markup, what fills its holes is text and encoded; there is no other
/// way to add something, so nothing can be forgotten. The markup is well-formed XML as well, which is what the tests check.
/// </summary>
internal sealed class HtmlBuilder
{
    private readonly StringBuilder _text = new(64 * 1024);

#pragma warning disable CA1822, IDE0060 // The handler did it, while it was built.
    public void Add([InterpolatedStringHandlerArgument("")] ref Markup markup)
    {
    }
#pragma warning restore CA1822, IDE0060

    // A repository checked out with CRLF must not change the page, nor the hash of its style.
    public override string ToString() => _text.ToString().ReplaceLineEndings("\n");

    [InterpolatedStringHandler]
    public readonly ref struct Markup(int literalLength, int formattedCount, HtmlBuilder html)
    {
        private readonly StringBuilder _text = html._text;

        public int Length { get; } = literalLength + formattedCount;

        public void AppendLiteral(string markup) => _text.Append(markup);

        public void AppendFormatted(string? text) => Encode(_text, VisibleText.Of(text ?? ""));

        public void AppendFormatted(double number) => _text.Append(number.ToString("0.###", CultureInfo.InvariantCulture));

        public void AppendFormatted(Html markup) => _text.Append(markup.Text);
    }

    private static void Encode(StringBuilder html, string text)
    {
        foreach (var c in text)
            _ = c switch
            {
                '&' => html.Append("&amp;"),
                '<' => html.Append("&lt;"),
                '>' => html.Append("&gt;"),
                '"' => html.Append("&quot;"),
                '\'' => html.Append("&#39;"),
                _ => html.Append(c),
            };
    }
}
