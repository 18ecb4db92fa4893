using System.Collections;
using System.Diagnostics;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

public class CancellationTests(SlowStore store) : IClassFixture<SlowStore>
{
    /// <summary>Far more than stopping takes on a busy machine, and less than the query would.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("list")]
    [InlineData("count")]
    [InlineData("first")]
    [InlineData("stream")]
    public async Task CancellingStopsTheQueryInTheDatabase(string kind)
    {
        using var cancel = new CancellationTokenSource();
        var query = store.Query();
        var watch = Stopwatch.StartNew();
        var running = Task.Run(async () => _ = kind switch
        {
            "list" => (object?)await query.ToListAsync(cancel.Token),
            "count" => await query.CountAsync(cancel.Token),
            "first" => await query.FirstOrDefaultAsync(cancel.Token),
            _ => await query.AsAsyncEnumerable(cancel.Token).FirstOrDefaultAsync(),
        });
        cancel.CancelAfter(200);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(100), Patience);
    }

    [Fact]
    public void CancellingBetweenPreparingAndTheFirstStepIsNotLost()
    {
        using var cancel = new CancellationTokenSource();
        using var reader = new SqliteReader(store.Path);

        // Binding is what comes last before the first step.
        var watch = Stopwatch.StartNew();
        Assert.ThrowsAny<OperationCanceledException>(() => reader.Run(
            "WITH RECURSIVE n (i) AS (SELECT ?1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000000) SELECT count(*) FROM n", new CancelsWhenRead(cancel), _ => { }, cancel.Token));

        Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
    }

    [Fact]
    public async Task AQueryThatIsCancelledBeforeItBeginsDoesNotRun() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.Query().CountAsync(new CancellationToken(canceled: true)));

    [Fact]
    public async Task ACancelledQueryLeavesTheStoreUsable()
    {
        using var cancel = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await store.Query().CountAsync(cancel.Token));

        Assert.Equal(SlowStore.Count, await store.Collector.Query().CountAsync());
    }

    private sealed class CancelsWhenRead(CancellationTokenSource cancel) : IReadOnlyList<object>
    {
        public int Count => 1;

        public object this[int index]
        {
            get
            {
                cancel.Cancel();
                return 1L;
            }
        }

        public IEnumerator<object> GetEnumerator() => throw new NotSupportedException();

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
