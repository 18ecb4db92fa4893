using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>Finds the template that a line matches word for word: Drain's tree, by length, then by word, but as deep as the template.</summary>
internal sealed class TemplateIndex
{
    // Words are tried before variables; lines made to try everything are not worth it.
    private const int MaxSteps = 1_024;

    private readonly Dictionary<int, Node> _byLength = [];

    public void Add(MinedTemplate template)
    {
        var words = template.Pattern.Words;
        // A template of variables only would match any line of its length.
        if (template.Pattern.Constants == 0)
            return;
        if (!_byLength.TryGetValue(words.Count, out var node))
            _byLength.Add(words.Count, node = new Node());
        foreach (var word in words)
        {
            if (!node.Next.TryGetValue(word, out var next))
                node.Next.Add(word, next = new Node());
            node = next;
        }

        node.Template = template;
    }

    public MinedTemplate? Find(Pattern line)
    {
        var steps = MaxSteps;
        return _byLength.TryGetValue(line.Words.Count, out var root) ? Find(root, line.Words, 0, ref steps) : null;
    }

    private static MinedTemplate? Find(Node node, IReadOnlyList<string> words, int at, ref int steps)
    {
        if (at == words.Count || steps-- <= 0)
            return node.Template;
        MinedTemplate? found = null;
        if (node.Next.TryGetValue(words[at], out var next))
            found = Find(next, words, at + 1, ref steps);
        if (found is null && words[at] != Pattern.Variable && node.Next.TryGetValue(Pattern.Variable, out next))
            found = Find(next, words, at + 1, ref steps);
        return found;
    }

    private sealed class Node
    {
        public Dictionary<string, Node> Next { get; } = new(StringComparer.Ordinal);

        public MinedTemplate? Template { get; set; }
    }
}
