namespace Otel.EventSink.Tests;

/// <summary>R15: the write-ahead log stays below 64 MB, though there is never a moment without a commit.</summary>
public class LogSizeTests
{
    [Fact]
    public async Task TheLogStaysSmallWhileCommitsFollowOneAnother()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        var log = new FileInfo(folder.Database + "-wal");
        var text = new string('x', 30_000);
        long longest = 0, written = 0;
        while (written < 150_000_000)
        {
            await collector.CollectAsync(new Event { System = new("test"), Type = new("test.event"), Title = "large", Description = text });
            written += text.Length;
            log.Refresh();
            longest = Math.Max(longest, log.Length);
        }

        Assert.InRange(longest, 1, 64_000_000);
        Assert.Equal(written / text.Length, await collector.Query().CountAsync());
    }
}
