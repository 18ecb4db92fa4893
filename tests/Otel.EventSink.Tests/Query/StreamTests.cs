namespace Otel.EventSink.Tests;

public sealed class StreamTests : IAsyncLifetime
{
    private readonly Recorder _recorder = new();

    [Fact]
    public async Task AListHasAThousandEventsUnlessALimitIsSet()
    {
        Assert.Equal(EventQuery.DefaultLimit, (await _recorder.Collector.Query().ToListAsync()).Count);
        Assert.Equal(2_500, (await _recorder.Collector.Query().Limit(10_000).ToListAsync()).Count);
    }

    [Theory]
    [InlineData(EventField.Timestamp)]
    [InlineData(EventField.Sequence)]
    [InlineData(EventField.Duration)]
    public async Task AStreamHasAllOfThem(EventField order)
    {
        var titles = await _recorder.Collector.Query().OrderBy(order, descending: false).AsAsyncEnumerable().Select(e => e.Title).ToListAsync();

        Assert.Equal(Enumerable.Range(0, 2_500).Select(i => $"{i}"), titles);
    }

    [Fact]
    public async Task AStreamBeginsAtItsOffsetAndEndsAtItsLimit()
    {
        var query = _recorder.Collector.Query().OrderBy(EventField.Sequence, descending: false).Offset(5).Limit(2_001);

        var titles = await query.AsAsyncEnumerable().Select(e => e.Title).ToListAsync();

        Assert.Equal(Enumerable.Range(5, 2_001).Select(i => $"{i}"), titles);
    }

    [Fact]
    public async Task AStreamThatIsCancelledEnds()
    {
        using var cancel = new CancellationTokenSource();
        var count = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in _recorder.Collector.Query().AsAsyncEnumerable(cancel.Token))
                if (++count == 10)
                    cancel.Cancel();
        });

        Assert.Equal(10, count);
    }

    [Fact]
    public async Task BetweenTwoPagesNothingIsLocked()
    {
        await using var stream = _recorder.Collector.Query().AsAsyncEnumerable().GetAsyncEnumerator();
        await stream.MoveNextAsync();

        // Events may arrive and go while the stream stands still.
        Assert.Equal(2_500, await _recorder.Collector.DeleteBeforeAsync(DateTimeOffset.MaxValue));
        for (var i = 1; i < 1_000; i++)
            Assert.True(await stream.MoveNextAsync());
        Assert.False(await stream.MoveNextAsync());
    }

    public async ValueTask InitializeAsync() => await _recorder.Collector.CollectAsync([.. Enumerable.Range(0, 2_500).Select(i =>
        new Event { Title = $"{i}", System = new("shop"), Type = new("order.placed"), Timestamp = DateTimeOffset.UnixEpoch.AddTicks(i / 2), Duration = TimeSpan.FromTicks(i / 3) })]);

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();
}
