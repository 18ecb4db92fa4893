using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>
/// Patterns of one length, from the top down: split at the place with the fewest different words, as IPLoM (Makanju et al., KDD 2009)
/// does, until every place that still differs is a variable, which Brain (Yu et al., TSC 2023) tells by the number of its branches.
/// </summary>
internal sealed class ColumnSplit(IReadOnlyList<CountedPattern> patterns, Pattern[] templates)
{
    /// <summary>Sets the template of each of these patterns, given by their indexes.</summary>
    public void Split(IReadOnlyList<int> members)
    {
        var first = patterns[members[0]].Pattern;
        if (members.Count == 1)
        {
            templates[members[0]] = first;
            return;
        }

        var variables = new HashSet<int>();
        var constants = 0;
        var areOpen = true;
        var narrowest = (Place: -1, Words: int.MaxValue);
        for (var place = 0; place < first.Words.Count; place++)
        {
            var words = Count(members, place);
            if (words.Count == 1)
            {
                constants += first.IsVariable(place) ? 0 : 1;
                continue;
            }

            variables.Add(place);
            areOpen &= IsOpen(words);
            if (words.Count < narrowest.Words)
                narrowest = (place, words.Count);
        }

        if (areOpen && constants > 0 && OpenSet.KeepsEnough(constants, variables.Count))
        {
            var template = first.With(variables);
            foreach (var member in members)
                templates[member] = template;
            return;
        }

        // Each part has one place less that differs, so this ends after as many levels as there are words.
        foreach (var part in members.GroupBy(m => patterns[m].Pattern.Words[narrowest.Place], StringComparer.Ordinal))
            Split([.. part]);
    }

    private Dictionary<string, long> Count(IReadOnlyList<int> members, int place)
    {
        var words = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            var word = patterns[member].Pattern.Words[place];
            words[word] = words.GetValueOrDefault(word) + patterns[member].Count;
        }

        return words;
    }

    private static bool IsOpen(Dictionary<string, long> words)
    {
        var set = default(OpenSet);
        foreach (var (word, count) in words)
            set.Add(word, count);
        return set.IsOpen;
    }
}
