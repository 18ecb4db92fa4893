using System.Diagnostics;

namespace Otel.EventSink.Tests;

public sealed class CancellationTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Recorder _recorder = new();

    /// <summary>Reads each of 2,000 events in 128 ways, several times over, and finds nothing: no row ever comes out. It takes half a minute and more.</summary>
    private EventQuery Slow
    {
        get
        {
            var query = _recorder.Collector.Query();
            for (var i = 0; i < 6; i++)
                query = query.Where("data.a.b.c.d.e.f.g.h", Comparison.Equal, null);
            return query.Search(new string('ä', 100));
        }
    }

    [Theory]
    [InlineData("list")]
    [InlineData("count")]
    [InlineData("first")]
    [InlineData("stream")]
    public async Task CancellingStopsTheQueryInTheDatabase(string kind)
    {
        using var cancel = new CancellationTokenSource();
        var query = Slow;
        var running = Task.Run(async () => _ = kind switch
        {
            "list" => (object?)await query.ToListAsync(cancel.Token),
            "count" => await query.CountAsync(cancel.Token),
            "first" => await query.FirstOrDefaultAsync(cancel.Token),
            _ => await query.AsAsyncEnumerable(cancel.Token).FirstOrDefaultAsync(),
        });
        cancel.CancelAfter(200);
        var watch = Stopwatch.StartNew();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(100), Patience);
    }

    [Fact]
    public async Task AQueryThatIsCancelledBeforeItBeginsDoesNotRun() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Slow.CountAsync(new CancellationToken(canceled: true)));

    [Fact]
    public async Task ACancelledQueryLeavesTheStoreUsable()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Slow.CountAsync(cancel.Token));

        Assert.Equal(2_000, await _recorder.Collector.Query().CountAsync());
    }

    public async ValueTask InitializeAsync()
    {
        var data = Enumerable.Range(0, 300).ToDictionary(i => $"key {i}", object? (i) => $"value {i}");
        await _recorder.Collector.CollectAsync([.. Enumerable.Range(0, 2_000).Select(i => new Event { Title = $"{i}", System = new("shop"), Type = new("order.placed"), Data = data })]);
    }

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();
}
