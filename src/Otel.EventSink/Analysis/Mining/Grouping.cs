using Otel.EventSink.Capture.Texts;

namespace Otel.EventSink.Analysis.Mining;

/// <summary>The templates of all patterns at once, so that the order of the lines does not matter.</summary>
internal static class Grouping
{
    /// <summary>The template of each pattern, by its index.</summary>
    public static Pattern[] Group(IReadOnlyList<CountedPattern> patterns)
    {
        var templates = new Pattern[patterns.Count];
        var split = new ColumnSplit(patterns, templates);
        foreach (var length in Enumerable.Range(0, patterns.Count).GroupBy(i => patterns[i].Pattern.Words.Count))
            split.Split([.. length]);

        var distinct = NeighbourMerge.Distinct(templates.Select((t, i) => new CountedPattern(t, patterns[i].Count)));
        var merged = NeighbourMerge.Merge(distinct);
        return [.. templates.Select(t => merged[t.Key])];
    }
}
