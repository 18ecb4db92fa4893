using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>
/// Templates that differ at one place only, from the bottom up: mends what splitting took apart, as Drain+ (Fu et al., FSE 2022)
/// merges templates. A place at which another line has an obvious variable is one for all.
/// </summary>
internal static class NeighbourMerge
{
    // Each round joins more; few are needed, and lines made to need many should not have them.
    private const int MaxRounds = 8;
    private const int FewestConstants = 2;

    /// <summary>What each of these templates becomes.</summary>
    public static Dictionary<string, Pattern> Merge(IReadOnlyList<CountedPattern> templates)
    {
        var result = templates.ToDictionary(t => t.Pattern.Key, t => t.Pattern, StringComparer.Ordinal);
        var current = templates;
        for (var round = 0; round < MaxRounds; round++)
        {
            var merged = Round(current);
            if (merged.Count == 0)
                break;
            foreach (var (key, template) in result.ToList())
                result[key] = merged.GetValueOrDefault(template.Key, template);
            current = Distinct(current.Select(t => t with { Pattern = merged.GetValueOrDefault(t.Pattern.Key, t.Pattern) }));
        }

        return result;
    }

    /// <summary>Equal patterns as one, in order of appearance.</summary>
    public static IReadOnlyList<CountedPattern> Distinct(IEnumerable<CountedPattern> patterns) =>
        [.. patterns.GroupBy(p => p.Pattern.Key, StringComparer.Ordinal).Select(g => g.First() with { Count = g.Sum(p => p.Count) })];

    private static Dictionary<string, Pattern> Round(IReadOnlyList<CountedPattern> templates)
    {
        var merged = new Dictionary<string, Pattern>(StringComparer.Ordinal);
        foreach (var (place, members) in Slots(templates).OrderByDescending(s => s.Members.Count))
        {
            var free = members.Where(m => !merged.ContainsKey(m.Pattern.Key) && IsAlike(m.Pattern, members[0].Pattern, place)).ToList();
            if (free.Count < 2)
                continue;
            var set = default(OpenSet);
            foreach (var member in free)
                set.Add(member.Pattern.Words[place], member.Count);
            var general = free[0].Pattern.With(new HashSet<int> { place });
            var isVariable = set.HasVariable && general.Constants >= FewestConstants;
            if (!isVariable && !(set.IsOpen && OpenSet.KeepsEnough(general.Constants, 1)))
                continue;
            foreach (var member in free.Where(m => m.Pattern.Key != general.Key))
                merged[member.Pattern.Key] = general;
        }

        return merged;
    }

    // A slot holds the templates that are equal but for one place. Hashes, of which one word's part is taken out, keep this linear.
    private static List<(int Place, List<CountedPattern> Members)> Slots(IReadOnlyList<CountedPattern> templates)
    {
        var slots = new Dictionary<(int Length, int Place, ulong Others), List<CountedPattern>>();
        foreach (var template in templates)
        {
            var words = template.Pattern.Words;
            var parts = words.Select((w, i) => Hash(w, i)).ToList();
            var sum = parts.Aggregate(0ul, (a, b) => unchecked(a + b));
            for (var place = 0; place < words.Count; place++)
            {
                var key = (words.Count, place, unchecked(sum - parts[place]));
                if (!slots.TryGetValue(key, out var slot))
                    slots.Add(key, slot = []);
                slot.Add(template);
            }
        }

        return [.. slots.Where(s => s.Value.Count > 1).Select(s => (s.Key.Place, s.Value))];
    }

    private static bool IsAlike(Pattern one, Pattern other, int place)
    {
        for (var i = 0; i < one.Words.Count; i++)
        {
            if (i != place && one.Words[i] != other.Words[i])
                return false;
        }

        return true;
    }

    // FNV-1a, the same in every process, unlike string.GetHashCode, so that the order of slots is too.
    private static ulong Hash(string word, int place)
    {
        var hash = 14695981039346656037ul ^ (uint)place;
        foreach (var c in word)
            hash = unchecked((hash ^ c) * 1099511628211ul);
        return unchecked(hash * (2ul * (uint)place + 1ul));
    }
}
