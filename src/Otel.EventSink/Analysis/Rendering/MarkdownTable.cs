using System.Text;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>A table whose columns line up as plain text too. A heading that begins with <c>&gt;</c> aligns its column to the right.</summary>
internal sealed class MarkdownTable(params string[] headings)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row of cells that are escaped already.</summary>
    public void Add(params string[] cells) => _rows.Add(cells);

    public void WriteTo(StringBuilder text)
    {
        var titles = headings.Select(heading => heading.TrimStart('>')).ToArray();
        var right = headings.Select(heading => heading.StartsWith('>')).ToArray();
        var widths = titles.Select((title, i) => Math.Max(3, _rows.Select(row => MarkdownText.Width(row[i])).Append(title.Length).Max())).ToArray();
        WriteRow(text, titles, widths, right);
        WriteRow(text, [.. widths.Select((width, i) => right[i] ? new string('-', width - 1) + ":" : new string('-', width))], widths, right);
        foreach (var row in _rows)
            WriteRow(text, row, widths, right);
        text.Append('\n');
    }

    private static void WriteRow(StringBuilder text, string[] cells, int[] widths, bool[] right)
    {
        for (var i = 0; i < cells.Length; i++)
        {
            var padding = widths[i] - MarkdownText.Width(cells[i]);
            text.Append("| ").Append(' ', right[i] ? padding : 0).Append(cells[i]).Append(' ', right[i] ? 1 : padding + 1);
        }

        text.Append("|\n");
    }
}
