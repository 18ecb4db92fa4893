using System.Text.Json;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

/// <summary>Metadata is stored in up to three parts and read as one object.</summary>
public class SharedMetadataTests
{
    public static MatrixTheoryData<bool, bool, bool> Parts => new([false, true], [false, true], [false, true]);

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task ResourceOriginAndOwnBecomeOneObject(bool hasResource, bool hasOrigin, bool hasOwn)
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        collector.Pipeline.TryAdd(new RowItem((ref row, batch) =>
        {
            row.Title = hasOrigin ? default : batch.Text("own title", 100);
            row.Resource = hasResource ? """{"resource":{"service.name":"shop, \"ä\""}}""" : null;
            row.Origin = hasOrigin ? new Origin("shared title", """{"category":"Shop","event_id":7}""") : null;
            var json = batch.BeginObject();
            if (hasOwn)
                json.WriteNumber("thread"u8, 9);
            row.Metadata = batch.EndObject();
        }));
        await collector.FlushAsync();

        using var database = new Database(folder.Database);
        var row = Assert.Single(database.Rows("SELECT * FROM events"));
        var read = (await collector.Query().FirstOrDefaultAsync())!;
        Assert.Equal(hasOrigin ? "shared title" : "own title", row["title"]);
        Assert.Equal(row["title"], read.Title);
        var metadata = JsonDocument.Parse((string)row["metadata"]!).RootElement;
        string[] expected = [.. hasResource ? ["resource"] : (string[])[], .. hasOrigin ? ["category", "event_id"] : (string[])[], .. hasOwn ? ["thread"] : (string[])[]];
        Assert.Equal(expected, metadata.EnumerateObject().Select(p => p.Name));
        Assert.Equal(expected, read.Metadata.Keys);
        if (hasResource)
            Assert.Equal("shop, \"ä\"", metadata.GetProperty("resource").GetProperty("service.name").GetString());
    }

    [Fact]
    public async Task EventsOfOnePlaceKeepTheirOwnThreadAndResource()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        (string? Resource, long Thread, string? Own)[] written = [("a", 1, null), ("a", 1, null), ("a", 2, null), ("b", 2, null), ("b", 2, "own"), (null, 2, null), (null, 0, null), ("a", 1, null)];
        foreach (var (resource, thread, own) in written)
            collector.Pipeline.TryAdd(new RowItem((ref row, batch) =>
            {
                row.Resource = resource is null ? null : $$"""{"resource":"{{resource}}"}""";
                row.Origin = new Origin("shared title", """{"category":"Shop"}""");
                row.Thread = (int)thread;
                var json = batch.BeginObject();
                if (own is not null)
                    json.WriteString("own"u8, own);
                row.Metadata = batch.EndObject();
            }));
        await collector.FlushAsync();

        var read = await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync();
        Assert.Equal(written, read.Select(e => (
            e.Metadata.GetValueOrDefault("resource") as string, e.Metadata.GetValueOrDefault("thread") as long? ?? 0, e.Metadata.GetValueOrDefault("own") as string)));
        Assert.All(read, e => Assert.Equal("Shop", e.Metadata["category"]));
        Assert.Same(read[0].Metadata, read[1].Metadata);
    }
}
