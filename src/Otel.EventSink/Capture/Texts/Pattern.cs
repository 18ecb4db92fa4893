using System.Text;

namespace Otel.EventSink.Capture.Texts;

/// <summary>A line or template as words, with what stood before each for showing it. Equal words make it the same pattern.</summary>
internal sealed class Pattern
{
    /// <summary>What stands in place of a variable.</summary>
    public const string Variable = "<*>";

    private readonly IReadOnlyList<string> _leads;
    private readonly string _tail;

    /// <param name="words">Words, variables as <see cref="Variable"/>.</param>
    /// <param name="leads">The separators before each word.</param>
    /// <param name="tail">The separators after the last.</param>
    public Pattern(IReadOnlyList<string> words, IReadOnlyList<string> leads, string tail)
    {
        (Words, _leads, _tail) = (words, leads, tail);
        Key = string.Join(' ', words);
        Constants = words.Count(w => w != Variable);
    }

    public IReadOnlyList<string> Words { get; }

    /// <summary>What makes it the same pattern; words hold no blanks.</summary>
    public string Key { get; }

    /// <summary>How many words are not variables.</summary>
    public int Constants { get; }

    public bool IsVariable(int index) => Words[index] == Variable;

    /// <summary>The pattern with these words variable; neighbouring variables become one, as lists have no fixed length.</summary>
    public Pattern With(IReadOnlySet<int> variables)
    {
        var words = new List<string>(Words.Count);
        var leads = new List<string>(Words.Count);
        var unpaired = "";
        for (var i = 0; i < Words.Count; i++)
        {
            var word = variables.Contains(i) ? Variable : Words[i];
            if (word == Variable && words.Count > 0 && words[^1] == Variable)
            {
                unpaired = Brackets.Unpaired(unpaired + _leads[i]);
                continue;
            }

            words.Add(word);
            leads.Add(Brackets.Join(unpaired, _leads[i]));
            unpaired = "";
        }

        return new Pattern(words, leads, Brackets.Join(unpaired, _tail));
    }

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var i = 0; i < Words.Count; i++)
            text.Append(_leads[i]).Append(Words[i]);
        return text.Append(_tail).ToString();
    }
}
