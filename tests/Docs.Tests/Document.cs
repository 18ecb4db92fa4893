namespace Otel.EventSink.Docs.Tests;

/// <summary>A fenced block of a document.</summary>
/// <param name="Example">The name in the mark before it, <c>&lt;!-- example: name --&gt;</c>; null where there is none.</param>
/// <param name="First">The line of the opening fence.</param>
/// <param name="End">The line after the closing fence.</param>
internal sealed record Block(string Language, string? Example, string Content, int First, int End);

/// <summary>A document as its blocks.</summary>
internal sealed class Document
{
    private const string MarkStart = "<!-- example: ";
    private const string MarkEnd = " -->";

    public Document(string name)
    {
        Name = name;
        Lines = Text.Lines(File.ReadAllText(Repository.PathOf(name)));
        Blocks = [.. Parse()];
    }

    public static IEnumerable<Document> All => Repository.Documents.Select(d => new Document(d));

    public string Name { get; }

    public string[] Lines { get; }

    public IReadOnlyList<Block> Blocks { get; }

    /// <summary>The lines in which an example is asked for.</summary>
    public IEnumerable<int> MarksOf(string example) => Lines.Index().Where(l => l.Item == $"{MarkStart}{example}{MarkEnd}").Select(l => l.Index);

    public IEnumerable<string> MarkedExamples => Lines.Select(MarkedIn).OfType<string>();

    /// <summary>The block of a language that follows a line, with nothing but blank lines in between.</summary>
    public Block? BlockAfter(int line, string language)
    {
        while (line < Lines.Length && Lines[line].Length == 0)
            line++;
        return Blocks.FirstOrDefault(b => b.First == line && b.Language == language);
    }

    private IEnumerable<Block> Parse()
    {
        string? example = null;
        for (var i = 0; i < Lines.Length; i++)
        {
            if (!Lines[i].StartsWith("```", StringComparison.Ordinal))
            {
                example = MarkedIn(Lines[i]) ?? (Lines[i].Length == 0 ? example : null);
                continue;
            }

            var end = Array.FindIndex(Lines, i + 1, l => l.StartsWith("```", StringComparison.Ordinal));
            if (end < 0)
                throw new InvalidOperationException($"{Name}:{i + 1}: the block has no end.");
            yield return new Block(Lines[i][3..].Trim(), example, Text.Join(Lines[(i + 1)..end]), i, end + 1);
            example = null;
            i = end;
        }
    }

    private static string? MarkedIn(string line) =>
        line.StartsWith(MarkStart, StringComparison.Ordinal) && line.EndsWith(MarkEnd, StringComparison.Ordinal) ? line[MarkStart.Length..^MarkEnd.Length] : null;
}
