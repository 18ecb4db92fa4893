using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Otel.EventSink.Hosting;

/// <summary>
/// Reads the section <c>EventSink</c>. By hand rather than by the binder, which passes over misspelt settings and cannot say where a
/// value stood; and without reflection, for trimmed programs.
/// </summary>
internal static class EventSinkConfiguration
{
    public const string SectionName = "EventSink";

    private static readonly Dictionary<string, Action<EventSinkOptions, ConfigurationValue>> Settings = new(StringComparer.OrdinalIgnoreCase)
    {
        [nameof(EventSinkOptions.DatabasePath)] = static (o, v) => o.DatabasePath = v.Text(),
        [nameof(EventSinkOptions.ServiceName)] = static (o, v) => o.ServiceName = v.Text(),
        [nameof(EventSinkOptions.QueueCapacity)] = static (o, v) => o.QueueCapacity = v.Parse("a whole number", t => int.Parse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        [nameof(EventSinkOptions.FullMode)] = static (o, v) => o.FullMode = v.Name<QueueFullMode>(),
        [nameof(EventSinkOptions.FullTimeout)] = static (o, v) => o.FullTimeout = v.Duration(),
        [nameof(EventSinkOptions.SyncInterval)] = static (o, v) => o.SyncInterval = v.Duration(),
        [nameof(EventSinkOptions.ShutdownTimeout)] = static (o, v) => o.ShutdownTimeout = v.Duration(),
        [nameof(EventSinkOptions.MaxAge)] = static (o, v) => o.MaxAge = v.Duration(),
        [nameof(EventSinkOptions.MaxBytes)] = static (o, v) => o.MaxBytes = v.Parse("a whole number", t => long.Parse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
        [nameof(EventSinkOptions.RetentionInterval)] = static (o, v) => o.RetentionInterval = v.Duration(),
        [nameof(EventSinkOptions.Spans)] = static (o, v) => o.Spans = v.Name<SpanCapture>(),
        [nameof(EventSinkOptions.IncludeScopes)] = static (o, v) => o.IncludeScopes = v.Parse("true or false", bool.Parse),
        [nameof(EventSinkOptions.TextIndex)] = static (o, v) => o.TextIndex = v.Parse("true or false", bool.Parse),
        [nameof(EventSinkOptions.MaxTextLength)] = static (o, v) => o.MaxTextLength = v.Parse("a whole number", t => int.Parse(t, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)),
    };

    /// <exception cref="OptionsValidationException">Something in the section cannot be read; each failure begins with its path.</exception>
    public static void Read(IConfigurationSection? section, EventSinkOptions options)
    {
        if (section is null)
            return;
        var failures = new List<string>();
        foreach (var child in section.GetChildren())
        {
            if (child.Key.Equals(nameof(EventSinkOptions.Rules), StringComparison.OrdinalIgnoreCase))
                RuleConfiguration.Read(child, options.Rules, failures);
            else if (child.Key.Equals(nameof(EventSinkOptions.RedactedKeys), StringComparison.OrdinalIgnoreCase))
                ReadRedactedKeys(child, options, failures);
            else if (!Settings.TryGetValue(child.Key, out var set))
                failures.Add($"{child.Path} is not a setting of EventSink. Known are {string.Join(", ", Settings.Keys.Append(nameof(EventSinkOptions.RedactedKeys)).Order())} and {nameof(EventSinkOptions.Rules)}.");
            else if (!ConfigurationValue.IsUnset(child))
                set(options, new ConfigurationValue(child, failures));
        }

        if (failures.Count > 0)
            throw new OptionsValidationException(Options.DefaultName, typeof(EventSinkOptions), failures);
    }

    /// <summary>In place of the default ones: who wants none of them could not take them away.</summary>
    private static void ReadRedactedKeys(IConfigurationSection section, EventSinkOptions options, List<string> failures)
    {
        if (ConfigurationValue.IsUnset(section))
            return;
        options.RedactedKeys.Clear();
        foreach (var key in RuleConfiguration.ReadNames(section, failures))
            options.RedactedKeys.Add(key);
    }
}
