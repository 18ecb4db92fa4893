using System.Runtime.CompilerServices;

namespace Otel.EventSink.Capture;

/// <summary>
/// Finds the call site of a record by the objects that stand for it, which costs less than to compare its texts; what is met for the
/// first time is looked up by its texts. Used by the writer's thread alone.
/// </summary>
internal sealed class LogSites(RuleSet rules, LogRedaction redaction, int maxTextLength)
{
    private const int MaxEntries = 8_192;
    private const int MaxNames = 32;
    private readonly OriginCache _origins = new();
    private readonly Dictionary<Key, LogSite> _sites = [];

    public LogSite Get(LogCapture log)
    {
        var key = new Key(log.Site ?? log.Template, log.Source, log.EventId.Id, log.EventId.Name);
        if (key.Text is not null && _sites.TryGetValue(key, out var site))
            return site;
        site = Find(log);
        if (!site.IsShared || key.Text is null)
            return site;
        if (_sites.Count == MaxEntries)
            _sites.Clear();
        return _sites[key] = site;
    }

    private LogSite Find(LogCapture log)
    {
        var names = Array.Empty<string>();
        var template = log.Template;
        if (log.Layout is { } layout)
        {
            var state = (IReadOnlyList<KeyValuePair<string, object?>>)layout.Rebuild(log);
            names = [.. state.Take(state.Count - 1).Select(p => p.Key)];
            template = (string)state[^1].Value!;
        }

        var source = log.Source;
        var service = source.Resource.System.Name;
        var title = template ?? log.Message ?? "";
        var entry = _origins.Get(new(EventKind.Log, service, source.Category, title, log.EventId.Id, log.EventId.Name, source.Version));
        entry.Rules ??= rules.For(service, source.Category, log.EventId.Name, title);
        // A text that was put together by the program is another object each time: kept is only what has come again.
        var isShared = log.Layout is not null || entry.Origin is not null;
        if (log.Layout is null && isShared && log.ValueCount <= MaxNames)
            names = [.. log.State.Select(p => p.Key)];
        return new LogSite(entry, template, title, names, log.EventId.Name, maxTextLength, redaction.Matches(names)) { IsShared = isShared };
    }

    /// <summary>Compared by reference, all but the number.</summary>
    private readonly struct Key(object? text, LogSource source, int number, string? name) : IEquatable<Key>
    {
        private readonly LogSource _source = source;
        private readonly int _number = number;
        private readonly string? _name = name;

        public object? Text { get; } = text;

        public bool Equals(Key other) =>
            ReferenceEquals(Text, other.Text) && ReferenceEquals(_source, other._source) && _number == other._number && ReferenceEquals(_name, other._name);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => RuntimeHelpers.GetHashCode(Text) * 31 + RuntimeHelpers.GetHashCode(_source);
    }
}
