using System.Collections.Concurrent;
using Otel.EventSink.Capture;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>R5: whatever the mode, the load and the faults, every event is stored or counted as dropped, once.</summary>
public class AccountingTests
{
    [Fact]
    public Task EveryEventIsStoredOrCountedAsDropped() => Seeds.EachAsync(50, EveryEventIsStoredOrCountedAsDroppedAsync);

    [Fact]
    public Task TheFileHoldsWhatIsCountedAsStored() => Seeds.EachAsync(12, TheFileHoldsWhatIsCountedAsStoredAsync);

    private static async Task EveryEventIsStoredOrCountedAsDroppedAsync(int seed)
    {
        var random = new Random(seed);
        using var store = new FakeStore { Rejects = random.Next(3) == 0 ? t => t.EndsWith("7", StringComparison.Ordinal) : _ => false };
        store.FailBy(Faults(random));
        var options = RandomOptions(seed, random);
        var pipeline = new EventPipeline(store, options, new Failures(options));
        using var observer = new Observer(() => pipeline.Accounting.Stored + pipeline.Accounting.DroppedTotal, () => pipeline.Emitted);
        var items = new ConcurrentBag<TestItem>();
        var adding = new ConcurrentBag<Task>();
        var producers = Enumerable.Range(0, random.Next(1, 5)).Select(p =>
        {
            var own = new Random(seed * 100 + p);
            return new OnThread<bool>(() => Produce(p, own, pipeline, items, adding));
        }).ToList();

        DisposeAtSomeTime(random, pipeline, producers);
        Assert.All(producers, p => Assert.True(p.Result));
        await Eventually.Completes(Task.WhenAll(adding));

        observer.Dispose();
        Assert.Equal(items.Count, pipeline.Emitted);
        Assert.Equal(pipeline.Emitted, pipeline.Accounting.Stored + pipeline.Accounting.DroppedTotal);
        Assert.Equal(store.Held.Count, pipeline.Accounting.Stored);
        Assert.Equal(0, pipeline.QueueDepth);
        var held = store.Held.ToHashSet();
        foreach (var item in items)
        {
            Assert.Equal(1, item.Released);
            if (item.Waiter is { } waiter)
                Assert.Equal(held.Contains(item.Title) ? TaskStatus.RanToCompletion : TaskStatus.Faulted, waiter.Task.Status);
        }
    }

    /// <summary>In half of the rounds the end comes in the midst of the load.</summary>
    private static void DisposeAtSomeTime(Random random, EventPipeline pipeline, List<OnThread<bool>> producers)
    {
        if (random.Next(2) == 0)
            Eventually.True(() => pipeline.Emitted > 200);
        else
            Assert.All(producers, p => Assert.True(p.Result));
        pipeline.Dispose();
    }

    private static async Task TheFileHoldsWhatIsCountedAsStoredAsync(int seed)
    {
        var random = new Random(seed);
        using var folder = new TempFolder();
        var options = RandomOptions(seed, random);
        var failures = new Failures(options);
        var pipeline = new EventPipeline(FaultyStore.Around(LastingStore.Open(new StoreSettings(folder.Database, failures, options.TimeProvider)), Faults(random)), options, failures);
        using var observer = new Observer(() => pipeline.Accounting.Stored + pipeline.Accounting.DroppedTotal, () => pipeline.Emitted);
        // Few ids: some events come twice, in one batch or in several.
        var ids = Enumerable.Range(0, 500).Select(_ => Guid.NewGuid()).ToArray();
        var producers = Enumerable.Range(0, random.Next(1, 4)).Select(p =>
        {
            var own = new Random(seed + p);
            return new OnThread<bool>(() => ProduceEvents(own, pipeline, options, ids));
        }).ToList();
        DisposeAtSomeTime(random, pipeline, producers);
        Assert.All(producers, p => Assert.True(p.Result));
        observer.Dispose();

        var accounting = pipeline.Accounting;
        Assert.Equal(producers.Count * 300, pipeline.Emitted);
        Assert.Equal(pipeline.Emitted, accounting.Stored + accounting.DroppedTotal);
        using var database = new Database(folder.Database);
        Assert.Equal(accounting.Stored - accounting.Duplicates, database.Number("SELECT count(*) FROM events"));
        await using var collector = EventCollector.Open(folder.Database);
        Assert.Equal(accounting.Stored - accounting.Duplicates, (await collector.GetStatisticsAsync()).TotalEvents);
    }

    private static EventSinkOptions RandomOptions(int seed, Random random) => new()
    {
        FullMode = (QueueFullMode)(seed & 3),
        QueueCapacity = Rig.Capacity << random.Next(3),
        FullTimeout = TimeSpan.FromMilliseconds(random.Next(1, 5)),
        SyncInterval = TimeSpan.FromMilliseconds(random.Next(0, 5)),
        ShutdownTimeout = TimeSpan.FromMilliseconds(random.Next(2) * 100),
        OnFailure = _ => { },
    };

    private static bool ProduceEvents(Random random, EventPipeline pipeline, EventSinkOptions options, Guid[] ids)
    {
        for (var i = 0; i < 300; i++)
            pipeline.TryAdd(new EventRecord(new Event
            {
                Id = random.Next(3) == 0 ? ids[random.Next(ids.Length)] : default,
                System = new("test"),
                Type = new("test.event"),
                Title = "event",
                Severity = random.Next(8) == 0 ? Severity.Error : Severity.Info,
            }, options, new Redaction(options)));
        return true;
    }

    private static bool Produce(int producer, Random random, EventPipeline pipeline, ConcurrentBag<TestItem> items, ConcurrentBag<Task> adding)
    {
        for (var i = 0; i < 300; i++)
        {
            var isAwaited = random.Next(10) == 0;
            var item = new TestItem($"{producer}:{i}", isError: random.Next(8) == 0)
            {
                CannotBeEncoded = random.Next(50) == 0,
                Waiter = isAwaited ? new CommitWaiter(1) : null,
            };
            items.Add(item);
            if (isAwaited)
                adding.Add(pipeline.AddAsync(item, default).AsTask());
            else if (random.Next(2) == 0 && pipeline.TryClaim(item.IsError, out var place))
                pipeline.Publish(place, item);
            else
                pipeline.TryAdd(item);
            if (random.Next(100) == 0)
                // It may succeed or be overtaken by the end; it must not hang.
                adding.Add(pipeline.FlushAsync((Durability)random.Next(3)).ContinueWith(t => t.Exception, TaskScheduler.Default));
        }

        return true;
    }

    /// <summary>Asked on the writer's thread alone.</summary>
    private static Func<Exception?> Faults(Random random)
    {
        var own = new Random(random.Next());
        var (busy, contended, full, failing) = (own.Next(30), own.Next(30), own.Next(30), own.Next(5));
        var breaksAfter = own.Next(4) == 0 ? own.Next(20) : int.MaxValue;
        var calls = 0;
        return () => ++calls > breaksAfter ? FakeStore.Failure(StoreFailureKind.Damaged)
            : own.Next(100) < busy ? FakeStore.Failure(StoreFailureKind.Busy)
            : own.Next(100) < contended ? FakeStore.Failure(StoreFailureKind.Contended)
            : own.Next(100) < full ? FakeStore.Failure(StoreFailureKind.Full)
            : own.Next(100) < failing ? FakeStore.Failure(StoreFailureKind.Failing)
            : null;
    }
}
