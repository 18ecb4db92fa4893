using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>
/// Mines the templates of plain text messages, of each its first line. Like Drain (He et al., ICWS 2017): variables are masked, lines are
/// told apart by length, then by word, and groups of similar lines share a template. Unlike it, groups are not found line by line by a
/// threshold of similarity but over all different lines at once, see <see cref="ColumnSplit"/> and <see cref="NeighbourMerge"/>.
/// <para>Knows nothing of any program's logs. Adding takes time linear in the text; grouping depends on the different lines kept, not on
/// how many were added. Memory is bounded: when there are too many different lines, groups are reduced to their templates, then the
/// rarest of these to <c>&lt;*&gt;</c>. Not safe for use by several threads.</para>
/// </summary>
/// <param name="maxPatterns">How many different lines, variables masked, are kept at most.</param>
internal sealed class TemplateMiner(int maxPatterns = 4_096)
{
    private readonly Dictionary<string, MinedTemplate> _byKey = new(StringComparer.Ordinal);
    private readonly int _maxPatterns = Math.Max(2, maxPatterns);
    private List<MinedTemplate> _patterns = [];
    private TemplateIndex? _index;
    private bool _isGrouped = true;

    /// <summary>The templates of the lines added so far, the most frequent first. Grouped when asked for: add first, then ask.</summary>
    public IReadOnlyList<MinedTemplate> Templates
    {
        get
        {
            Group();
            return [.. _patterns.Where(p => p.Leader == p).OrderByDescending(p => p.Total)];
        }
    }

    /// <summary>Adds a message and returns its group, whose template may still generalise.</summary>
    /// <param name="text">The message.</param>
    /// <param name="count">How many messages of its shape it stands for.</param>
    public MinedTemplate Add(string text, long count = 1)
    {
        var pattern = LineReader.Read(text);
        if (!_byKey.TryGetValue(pattern.Key, out var template) && (template = _index?.Find(pattern)) is null)
        {
            if (_patterns.Count >= _maxPatterns)
                Compact();
            // Compaction may have made its template.
            if (!_byKey.TryGetValue(pattern.Key, out template) && (template = _index?.Find(pattern)) is null)
                template = New(pattern);
        }

        template.Lines += count;
        _isGrouped = false;
        return template;
    }

    /// <summary>What became of a template by now.</summary>
    public MinedTemplate GroupOf(MinedTemplate template)
    {
        Group();
        while (template.Successor is { } successor)
            template = successor;
        return template.Leader;
    }

    private MinedTemplate New(Pattern pattern)
    {
        var template = new MinedTemplate(this, pattern);
        _byKey.Add(pattern.Key, template);
        _patterns.Add(template);
        return template;
    }

    private void Group()
    {
        if (_isGrouped)
            return;
        var templates = Grouping.Group([.. _patterns.Select(p => new CountedPattern(p.Pattern, p.Lines))]);
        var leaders = new Dictionary<string, MinedTemplate>(StringComparer.Ordinal);
        for (var i = 0; i < templates.Length; i++)
        {
            var pattern = _patterns[i];
            (pattern.Template, pattern.Total) = (templates[i], 0);
            if (!leaders.TryGetValue(templates[i].Key, out var leader))
                leaders.Add(templates[i].Key, leader = pattern);
            pattern.Leader = leader;
            leader.Total += pattern.Lines;
        }

        _isGrouped = true;
    }

    // Makes room for at least half as many again, so that it is not done for every line.
    private void Compact()
    {
        Group();
        var all = _patterns;
        var kept = all.Where(p => p.Leader == p).OrderByDescending(p => p.Total).Take((_maxPatterns - 1) / 2).ToHashSet();
        (_patterns, _index) = ([.. all.Where(kept.Contains)], new TemplateIndex());
        _byKey.Clear();
        foreach (var leader in _patterns)
        {
            (leader.Pattern, leader.Lines) = (leader.Template, leader.Total);
            _byKey.Add(leader.Pattern.Key, leader);
            _index.Add(leader);
        }

        foreach (var pattern in all.Where(p => !kept.Contains(p)))
        {
            pattern.Successor = kept.Contains(pattern.Leader) ? pattern.Leader : Other();
            if (pattern.Successor != pattern.Leader)
                pattern.Successor.Lines += pattern.Lines;
        }

        _isGrouped = false;
    }

    private MinedTemplate Other() =>
        _byKey.GetValueOrDefault(Pattern.Variable) ?? New(new Pattern([Pattern.Variable], [""], ""));
}
