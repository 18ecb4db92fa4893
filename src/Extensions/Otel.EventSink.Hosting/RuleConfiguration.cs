using Microsoft.Extensions.Configuration;

namespace Otel.EventSink.Hosting;

/// <summary>Reads rules: an array of objects whose members are those of <see cref="EventRule"/>.</summary>
internal static class RuleConfiguration
{
    private static readonly Dictionary<string, Func<EventRule, IConfigurationSection, List<string>, EventRule>> Members = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(EventRule.Service)] = static (r, s, f) => r with { Service = new ConfigurationValue(s, f).Text() },
        [nameof(EventRule.Source)] = static (r, s, f) => r with { Source = new ConfigurationValue(s, f).Text() },
        [nameof(EventRule.Name)] = static (r, s, f) => r with { Name = new ConfigurationValue(s, f).Text() },
        [nameof(EventRule.Attributes)] = static (r, s, f) => r with { Attributes = ReadAttributes(s, f) },
        [nameof(EventRule.SetSystem)] = static (r, s, f) => r with { SetSystem = new ConfigurationValue(s, f).Parse("a name of a system", t => (SourceSystem?)new SourceSystem(t)) },
        [nameof(EventRule.SetType)] = static (r, s, f) => r with { SetType = new ConfigurationValue(s, f).Parse("an event type such as order.placed", t => (EventType?)new EventType(t)) },
        [nameof(EventRule.SetSeverity)] = static (r, s, f) => r with { SetSeverity = new ConfigurationValue(s, f).Name<Severity>() },
        [nameof(EventRule.SetTags)] = static (r, s, f) => r with { SetTags = ReadNames(s, f) },
        [nameof(EventRule.SetCorrelationId)] = static (r, s, f) => r with { SetCorrelationId = new ConfigurationValue(s, f).Text() },
        [nameof(EventRule.SetCorrelationFrom)] = static (r, s, f) => r with { SetCorrelationFrom = new ConfigurationValue(s, f).Text() },
    };

    public static void Read(IConfigurationSection section, IList<EventRule> rules, List<string> failures)
    {
        if (section.Value is { Length: > 0 } value)
            failures.Add($"{section.Path} is '{value}': it must be an array of rules.");
        foreach (var child in section.GetChildren())
            rules.Add(ReadOne(child, failures));
    }

    private static EventRule ReadOne(IConfigurationSection section, List<string> failures)
    {
        if (section.Value is { } value)
            failures.Add($"{section.Path} is '{value}': a rule is an object with members such as Source and SetType.");
        var before = failures.Count;
        var rule = new EventRule();
        foreach (var member in section.GetChildren())
        {
            if (!Members.TryGetValue(member.Key, out var set))
                failures.Add($"{member.Path} is not a member of a rule. Known are {string.Join(", ", Members.Keys)}.");
            else if (!ConfigurationValue.IsUnset(member))
                rule = set(rule, member, failures);
        }

        if (rule.SetsNothing && failures.Count == before && section.Value is null)
            failures.Add($"{section.Path} sets nothing: give it one of {string.Join(", ", Members.Keys.Where(k => k.StartsWith("Set", StringComparison.Ordinal)))}.");
        return rule;
    }

    private static Dictionary<string, string> ReadAttributes(IConfigurationSection section, List<string> failures)
    {
        if (section.Value is { Length: > 0 } value)
            failures.Add($"{section.Path} is '{value}': it must be an object of keys and patterns.");
        // A colon parts levels in configuration; keys of attributes have dots, which stay.
        return section.GetChildren().ToDictionary(a => a.Key, a => new ConfigurationValue(a, failures).Text(), StringComparer.Ordinal);
    }

    /// <summary>An array, or one text with commas.</summary>
    public static IReadOnlyList<string> ReadNames(IConfigurationSection section, List<string> failures) =>
        section.Value is { } single
            ? single.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            : [.. section.GetChildren().Select(t => new ConfigurationValue(t, failures).Text())];
}
