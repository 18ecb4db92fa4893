namespace Otel.EventSink.Capture;

/// <summary>The rules, ready to be applied: what a call site fixes is matched once, what varies per event, the attributes, each time.</summary>
internal sealed class RuleSet(IEnumerable<EventRule> rules)
{
    private static readonly CompiledRule[] None = [];
    private readonly CompiledRule[] _rules = [.. rules.Select(r => new CompiledRule(r))];

    /// <summary>The rules that may apply to a call site, in their order.</summary>
    public CompiledRule[] For(string service, string? source, string? name, string? otherName = null) =>
        _rules.Length == 0 ? None : [.. _rules.Where(r => r.MatchesSite(service, source, name, otherName))];
}

/// <summary>Looks up an attribute of the event at hand. False where it has none by that key.</summary>
internal delegate bool AttributeLookup<T>(ref readonly T source, string key, out object? value) where T : allows ref struct;

internal sealed class CompiledRule(EventRule rule)
{
    private readonly KeyValuePair<string, string>[] _attributes = [.. rule.Attributes];

    public EventRule Rule { get; } = rule;

    public static EventRule? First<T>(CompiledRule[] candidates, ref readonly T source, AttributeLookup<T> lookup) where T : allows ref struct
    {
        foreach (var candidate in candidates)
            if (candidate.MatchesAttributes(in source, lookup))
                return candidate.Rule;
        return null;
    }

    public bool MatchesSite(string service, string? source, string? name, string? otherName) =>
        Matches(Rule.Service, service) && Matches(Rule.Source, source) && (Matches(Rule.Name, name) || Matches(Rule.Name, otherName));

    private bool MatchesAttributes<T>(ref readonly T source, AttributeLookup<T> lookup) where T : allows ref struct
    {
        foreach (var (key, pattern) in _attributes)
            if (!lookup(in source, key, out var value) || !Matches(pattern, value is null ? "" : JsonValues.TextOf(value)))
                return false;
        return true;
    }

    // Only '*' is special. The framework's own matchers know more than that, and let '*' match nothing in an empty text.
    private static bool Matches(string? pattern, string? text)
    {
        if (pattern is null || text is null)
            return pattern is null;
        var (p, t, star, resume) = (0, 0, -1, 0);
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
                (star, resume) = (p++, t);
            else if (p < pattern.Length && char.ToUpperInvariant(pattern[p]) == char.ToUpperInvariant(text[t]))
                (p, t) = (p + 1, t + 1);
            else if (star >= 0)
                (p, t) = (star + 1, ++resume);
            else
                return false;
        }

        return pattern.AsSpan(p).TrimStart('*').IsEmpty;
    }
}
