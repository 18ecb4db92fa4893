using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>What deleting on a full disk relies on.</summary>
public class RoomTests
{
    [Fact]
    public async Task TheFileHasRoomForEveryPageThatTheLogHolds()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        using var database = new Database(folder.Database);
        for (var i = 0; i < 50; i++)
        {
            await collector.CollectAsync([.. Enumerable.Range(0, 100).Select(n => new Event { System = new("s"), Type = new("t"), Title = $"{n}", Description = new string('x', 200) })]);
            Eventually.True(() => new FileInfo(folder.Database).Length >= database.Number("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
        }

        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
    }

    [Fact]
    public async Task TheLogKeepsItsFloor()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        Eventually.True(() => LogBytes() >= Checkpointer.FloorBytes);
        using var database = new Database(folder.Database);
        Eventually.True(() => database.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0 && LogBytes() == 0);
        await collector.CollectAsync(new Event { System = new("s"), Type = new("t"), Title = "event" });
        Eventually.True(() => LogBytes() >= Checkpointer.FloorBytes);
        Assert.Equal(1, await collector.Query().CountAsync());
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));

        long LogBytes() => new FileInfo(folder.Database + "-wal").Length;
    }
}
