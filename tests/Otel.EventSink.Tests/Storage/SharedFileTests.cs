using System.Collections.Concurrent;

namespace Otel.EventSink.Tests;

/// <summary>R7: several collectors, in one process or many, share a file.</summary>
public class SharedFileTests
{
    [Fact]
    public async Task TwoCollectorsOfOneProcessLoseNothing()
    {
        using var folder = new TempFolder();
        var failures = new ConcurrentQueue<EventSinkFailure>();
        var writing = Enumerable.Range(0, 2).Select(c => new OnThread<bool>(() =>
        {
            using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, OnFailure = failures.Enqueue });
            return Enumerable.Range(0, 3_000).All(i => collector.TryCollect(New($"collector-{c}", $"event {i}")));
        })).ToList();
        Assert.All(writing, w => Assert.True(w.Result));
        Assert.Empty(failures);
        await AssertWhole(folder.Database, collectors: 2, eventsEach: 3_000);
    }

    [Fact]
    public async Task TwoProcessesLoseNothing()
    {
        using var folder = new TempFolder();
        using (var one = new Child("collect", folder.Database, "collector-0", "3000"))
        using (var two = new Child("collect", folder.Database, "collector-1", "3000"))
        {
            Assert.Equal(0, one.WaitForExit());
            Assert.Equal(0, two.WaitForExit());
        }

        await AssertWhole(folder.Database, collectors: 2, eventsEach: 3_000);
    }

    [Fact]
    public async Task ManyMayCreateTheFileAtOnce()
    {
        for (var round = 0; round < 5; round++)
        {
            using var folder = new TempFolder();
            using var start = new Barrier(6);
            var opening = Enumerable.Range(0, 6).Select(c => new OnThread<bool>(() =>
            {
                start.SignalAndWait();
                using var collector = EventCollector.Open(folder.Database);
                return collector.TryCollect(New($"collector-{c}", "event 0"));
            })).ToList();
            Assert.All(opening, o => Assert.True(o.Result));
            await AssertWhole(folder.Database, collectors: 6, eventsEach: 1);
        }
    }

    [Fact]
    public async Task ACollectorSeesWhatAnotherStored()
    {
        using var folder = new TempFolder();
        await using var one = EventCollector.Open(folder.Database);
        await using var two = EventCollector.Open(folder.Database);
        // Both have given numbers to names of their own; neither may take the other's number for its own name.
        for (var i = 0; i < 5; i++)
        {
            await one.CollectAsync(New($"one-{i}", $"one-{i}"));
            await two.CollectAsync(New($"two-{i}", $"two-{i}"));
        }

        Assert.All(await one.Query().ToListAsync(), e => Assert.Equal(e.Title, e.System.Name));
        Assert.Equal(10, await two.Query().CountAsync());
    }

    private static async Task AssertWhole(string path, int collectors, int eventsEach)
    {
        await using var collector = EventCollector.Open(path);
        var titles = Enumerable.Range(0, eventsEach).Select(i => $"event {i}").ToList();
        for (var c = 0; c < collectors; c++)
        {
            var events = await collector.Query().System(new SourceSystem($"collector-{c}"))
                .OrderBy(EventField.Sequence, descending: false).Limit(10_000).ToListAsync();
            Assert.Equal(titles, events.Select(e => e.Title));
        }

        Assert.Equal(collectors * eventsEach, await collector.Query().CountAsync());
        using var database = new Database(path);
        Assert.Equal("ok", database.Text("PRAGMA integrity_check"));
        Assert.Equal(collectors * eventsEach + 1, database.Number("SELECT next_sequence FROM store"));
    }

    private static Event New(string system, string title) => new() { System = new(system), Type = new("t"), Title = title };
}
