using System.Globalization;
using Microsoft.Extensions.Time.Testing;
using Otel.EventSink.Analysis.Rendering;

namespace Otel.EventSink.Tests;

/// <summary>
/// Stores that were written by the program of each schema version, all with the same events: tests/ChildProcess, scenario <c>golden</c>.
/// </summary>
internal static class Golden
{
    /// <summary>When the questions are asked: a little behind the last event.</summary>
    public static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 20, 0, TimeSpan.Zero);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Storage", "Golden");

    public static IEnumerable<int> Versions => Directory.GetFiles(Folder, "v*.db")
        .Select(f => int.Parse(Path.GetFileNameWithoutExtension(f).AsSpan(1), CultureInfo.InvariantCulture))
        .Order();

    public static string Copy(int version, TempFolder folder)
    {
        File.Copy(Path.Combine(Folder, $"v{version}.db"), folder.Database);
        return folder.Database;
    }

    public static EventCollector Open(string path) => EventCollector.Open(new EventSinkOptions { DatabasePath = path, TimeProvider = new FakeTimeProvider(Now) });

    /// <summary>
    /// All events as JSON, but for what is made anew in each run: ids of spans, ids made from random bits, process and host. Sorted, and so
    /// are the members of metadata: errors of one moment may have overtaken others.
    /// </summary>
    public static async Task<IReadOnlyList<string>> EventsAsync(EventCollector collector)
    {
        var events = await collector.Query().OrderBy(EventField.Sequence, descending: false).Limit(10_000).ToListAsync();
        var lines = events.Select(e => JsonText.Of(json => EventJson.Write(json, e with
        {
            Id = e.Kind == EventKind.Event && e.Type.Name == "mail.refused" ? e.Id : default,
            Sequence = 0,
            SpanId = null,
            ParentSpanId = null,
            Metadata = e.Metadata.Where(m => m.Key != "resource").OrderBy(m => m.Key, StringComparer.Ordinal).ToDictionary(),
        }), indented: false));
        return [.. lines.Order(StringComparer.Ordinal)];
    }
}
