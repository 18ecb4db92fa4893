using Microsoft.Extensions.Time.Testing;

namespace Otel.EventSink.Tests;

public sealed class RetentionTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatIsOlderGoesAndTheRestStays()
    {
        await using var collector = Open();
        await FillAsync(collector, 3_000, TimeSpan.FromMinutes(1));
        Assert.Equal(3_000 - 60, await collector.RetainAsync(TimeSpan.FromHours(1), maxBytes: null));
        Assert.Equal(60, await collector.Query().CountAsync());
        Assert.Equal(60, (await collector.GetStatisticsAsync()).TotalEvents);
    }

    [Fact]
    public async Task TheOldestGoUntilTheRestFitsAndTheFileShrinks()
    {
        await using var collector = Open();
        await FillAsync(collector, 20_000, TimeSpan.FromSeconds(1));
        await collector.DisposeAsync();
        var before = new FileInfo(_folder.Database).Length;

        await using var again = Open();
        var limit = before / 4;
        var deleted = await again.RetainAsync(maxAge: null, limit);
        var left = await again.Query().CountAsync();
        Assert.Equal(20_000, deleted + left);
        Assert.InRange(left, 2_000, 8_000);
        await again.DisposeAsync();
        Assert.InRange(new FileInfo(_folder.Database).Length, 1, (long)(1.3 * limit));
        await using var last = Open();
        Assert.Equal("19999", (await last.Query().FirstOrDefaultAsync())!.Title);
    }

    [Fact]
    public async Task TheScheduleFollowsTheOptions()
    {
        await using var collector = Open(o =>
        {
            o.MaxAge = TimeSpan.FromHours(1);
            o.RetentionInterval = TimeSpan.FromMinutes(10);
        });
        await collector.CollectAsync(Make("old", _clock.GetUtcNow()));
        _clock.Advance(TimeSpan.FromMinutes(59));
        await collector.CollectAsync(Make("young", _clock.GetUtcNow()));
        Eventually.True(() =>
        {
            _clock.Advance(TimeSpan.FromMinutes(1));
            return collector.Query().CountAsync().AsTask().Result == 1;
        });
        Assert.Equal("young", (await collector.Query().FirstOrDefaultAsync())!.Title);
    }

    [Fact]
    public async Task WritingGoesOnMeanwhile()
    {
        await using var collector = Open();
        await FillAsync(collector, 20_000, TimeSpan.FromSeconds(1));
        var retaining = collector.RetainAsync(TimeSpan.FromMinutes(1), maxBytes: null).AsTask();
        var written = 0;
        while (!retaining.IsCompleted)
            await collector.CollectAsync(Make($"new {written++}", _clock.GetUtcNow()));
        Assert.Equal(20_000 - 60, await retaining);
        Assert.Equal(60 + written, await collector.Query().CountAsync());
        Assert.Equal(60 + written, (await collector.GetStatisticsAsync()).TotalEvents);
    }

    [Fact]
    public async Task RunsOfCorrelationsGoWithTheirEvents()
    {
        await using var collector = Open();
        var now = _clock.GetUtcNow();
        // Two whole runs of 65,536, and the begun one.
        var events = Enumerable.Range(0, 140_000).Select(i => Make($"{i}", now.AddSeconds(i < 100_000 ? -10_000 : -1)) with { CorrelationId = $"{i / 1_000}" });
        foreach (var page in events.Chunk(10_000))
            await collector.CollectAsync(page);
        using var database = new Database(_folder.Database);
        Assert.Equal(2, database.Number("SELECT count(DISTINCT slot >> 9) FROM correlation_run"));
        Assert.Equal(100_000, await collector.RetainAsync(TimeSpan.FromMinutes(1), maxBytes: null));
        Assert.Equal(1, database.Number("SELECT count(DISTINCT slot >> 9) FROM correlation_run"));
        Assert.Equal(0, await collector.Query().CorrelationId("99").CountAsync());
        Assert.Equal(1_000, await collector.Query().CorrelationId("100").CountAsync());
    }

    [Fact]
    public async Task LimitsBelowZeroAreRefused()
    {
        await using var collector = Open();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await collector.RetainAsync(TimeSpan.FromTicks(-1), null));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await collector.RetainAsync(null, -1));
    }

    private EventCollector Open(Action<EventSinkOptions>? configure = null)
    {
        var options = new EventSinkOptions { DatabasePath = _folder.Database, TimeProvider = _clock };
        configure?.Invoke(options);
        return EventCollector.Open(options);
    }

    /// <summary>Events up to now, the last one at this moment.</summary>
    private async Task FillAsync(EventCollector collector, int count, TimeSpan step)
    {
        var events = Enumerable.Range(0, count).Select(i => Make($"{i}", _clock.GetUtcNow() - step * (count - 1 - i) - TimeSpan.FromMilliseconds(1)));
        await collector.CollectAsync([.. events]);
    }

    private static Event Make(string title, DateTimeOffset time) => new()
    {
        System = new("test"),
        Type = new("test.event"),
        Title = title,
        Timestamp = time,
        Duration = TimeSpan.FromMilliseconds(title.Length),
        Description = new string('x', 200),
    };
}
