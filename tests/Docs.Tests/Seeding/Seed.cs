using Microsoft.Extensions.Time.Testing;

namespace Otel.EventSink.Docs.Tests.Seeding;

/// <summary>The store that examples ask: an online shop and five systems, from Monday, 9 March 2026, to Thursday noon.</summary>
internal static class Seed
{
    private static readonly Lazy<Task<byte[]>> File = new(MakeAsync);

    public static DateTimeOffset Start { get; } = new(2026, 3, 9, 0, 0, 0, TimeSpan.Zero);

    /// <summary>What the clock says while an example runs.</summary>
    public static DateTimeOffset Now { get; } = new(2026, 3, 12, 12, 0, 0, TimeSpan.Zero);

    public static async Task CopyToAsync(string path) => await System.IO.File.WriteAllBytesAsync(path, await File.Value);

    /// <summary>Made once, with a real store; closing it leaves one file.</summary>
    private static async Task<byte[]> MakeAsync()
    {
        var folder = Directory.CreateTempSubdirectory("eventsink-docs-seed-");
        var path = Path.Combine(folder.FullName, "events.db");
        Event[] events = [.. ShopEvents.All(), .. CheckoutTrace.All(), .. ReleaseEvents.All(), .. SystemEvents.All()];
        await using (var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = path, TimeProvider = new FakeTimeProvider(Now) }))
            // One after the other, so that the order of arrival is that of the list.
            foreach (var e in events.OrderBy(e => e.Timestamp))
                await collector.CollectAsync(e);
        var bytes = await System.IO.File.ReadAllBytesAsync(path);
        folder.Delete(recursive: true);
        return bytes;
    }
}
