namespace Otel.EventSink.Soak.Replay;

/// <summary>Where in a record the power is cut: anywhere, but half of the time near a sync, a new name, or a change of a file's size.</summary>
internal static class CrashPoints
{
    private const int Near = 6;

    /// <returns>Ascending; some may be there twice.</returns>
    public static IReadOnlyList<int> Choose(IReadOnlyList<Entry> entries, Random random, int count)
    {
        var rare = Enumerable.Range(0, entries.Count).Where(i => entries[i].Kind is not (EntryKind.Write or EntryKind.Mark)).ToList();
        return
        [
            .. Enumerable.Range(0, count)
                .Select(i => i % 2 == 0 ? random.Next(entries.Count) : Math.Clamp(rare[random.Next(rare.Count)] + random.Next(-Near, Near + 1), 0, entries.Count - 1))
                .Order(),
        ];
    }
}
