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
        Wildcard.Matches(Rule.Service, service) && Wildcard.Matches(Rule.Source, source) && (Wildcard.Matches(Rule.Name, name) || Wildcard.Matches(Rule.Name, otherName));

    private bool MatchesAttributes<T>(ref readonly T source, AttributeLookup<T> lookup) where T : allows ref struct
    {
        foreach (var (key, pattern) in _attributes)
            if (!lookup(in source, key, out var value) || !Wildcard.Matches(pattern, value is null ? "" : JsonValues.TextOf(value)))
                return false;
        return true;
    }
}
