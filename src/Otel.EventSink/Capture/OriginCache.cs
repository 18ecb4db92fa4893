using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Capture;

/// <summary>
/// Finds the shared part of events of one call site. Only what is seen a second time is shared: a message that was put together by
/// string interpolation is a new "template" each time, and would fill the store's dictionary with entries used once.
/// Used by the writer's thread alone.
/// </summary>
internal sealed class OriginCache
{
    private const int MaxEntries = 8_192;

    /// <summary>Longer ones are no templates; 8,192 of 10 MB each would be 160 GB.</summary>
    private const int MaxTitleLength = 1_024;

    private readonly Dictionary<Key, Entry> _entries = [];

    /// <summary>What kind of call site, its parts, and in total what makes it the same. The service is one of them: rules ask for it.</summary>
    public readonly record struct Key(EventKind Kind, string Service, string Source, string Title, int Number, string? Name, string? Version);

    public Entry Get(in Key key)
    {
        if (key.Title.Length > MaxTitleLength)
            return new Entry();
        if (_entries.TryGetValue(key, out var entry))
            return entry;
        if (_entries.Count == MaxEntries)
            _entries.Clear();
        return _entries[key] = new Entry();
    }

    public sealed class Entry
    {
        private bool _seen;

        /// <summary>The rules whose fixed conditions hold for this call site; null before they were looked for.</summary>
        public CompiledRule[]? Rules { get; set; }

        /// <summary>The shared part; null: there is none yet.</summary>
        public Origin? Origin { get; set; }

        /// <summary>Notes an event of this call site. Whether it is not the first, so that a shared part is worth its place.</summary>
        public bool IsSeenAgain()
        {
            var seen = _seen;
            _seen = true;
            return seen;
        }
    }
}
