using System.Collections.Concurrent;

namespace Otel.EventSink.Tests;

public sealed class SubscriptionTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private readonly ConcurrentQueue<EventSinkFailure> _failures = new();
    private EventCollector _collector = null!;

    public ValueTask InitializeAsync()
    {
        _collector = EventCollector.Open(new EventSinkOptions { DatabasePath = _folder.Database, OnFailure = _failures.Enqueue });
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _collector.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task ASubscriberSeesWhatIsCommittedAfterwardsInItsOrder()
    {
        await _collector.CollectAsync(Make("before"));
        var seen = new ConcurrentQueue<string>();
        using var subscription = _collector.Subscribe(Into(seen));
        await _collector.CollectAsync([.. Enumerable.Range(0, 2_500).Select(i => Make($"{i}"))]);
        Eventually.True(() => seen.Count == 2_500);
        Assert.Equal(Enumerable.Range(0, 2_500).Select(i => $"{i}"), seen);
    }

    [Fact]
    public async Task AFilterLetsThroughWhatTheSameQueryWouldFind()
    {
        var seen = new ConcurrentQueue<string>();
        var filter = _collector.Query().MinSeverity(Severity.Error).Tags("money");
        using var subscription = _collector.Subscribe(Into(seen), filter);
        await _collector.CollectAsync([
            Make("info", Severity.Info, "money"), Make("error elsewhere", Severity.Error), Make("the one", Severity.Critical, "money")]);
        Eventually.True(() => !seen.IsEmpty);
        Assert.Equal(["the one"], seen);
        Assert.Equal(["the one"], (await filter.ToListAsync()).Select(e => e.Title));
    }

    [Fact]
    public async Task EventsOfAnotherCollectorOnTheFileAppearToo()
    {
        var seen = new ConcurrentQueue<string>();
        using var subscription = _collector.Subscribe(Into(seen));
        await using (var other = EventCollector.Open(_folder.Database))
            await other.CollectAsync(Make("from elsewhere"));
        Eventually.True(() => seen.Contains("from elsewhere"));
    }

    [Fact]
    public void EventsOfAnotherProcessAppearToo()
    {
        var seen = new ConcurrentQueue<string>();
        using var subscription = _collector.Subscribe(Into(seen), _collector.Query().System(new SourceSystem("elsewhere")));
        using var child = new Child("collect", _folder.Database, "elsewhere", "300");
        Assert.Equal(0, child.WaitForExit());
        Eventually.True(() => seen.Count == 300);
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"event {i}"), seen);
    }

    [Fact]
    public async Task NoReaderIsHeldOpen()
    {
        var seen = new ConcurrentQueue<string>();
        using var subscription = _collector.Subscribe(Into(seen));
        await _collector.CollectAsync(Make("read"));
        Eventually.True(() => seen.Count == 1);
        // This asks for a log that nobody reads.
        using var database = new Database(_folder.Database);
        Eventually.True(() => database.Number("PRAGMA wal_checkpoint(TRUNCATE)") == 0);
    }

    [Fact]
    public async Task OneThatThrowsGoesOnAndHarmsNobody()
    {
        var seen = new ConcurrentQueue<string>();
        var calls = 0;
        using var broken = _collector.Subscribe((_, _) => Interlocked.Increment(ref calls) > 0 ? throw new InvalidOperationException("mine") : default);
        using var sound = _collector.Subscribe(Into(seen));
        await _collector.CollectAsync([Make("1"), Make("2"), Make("3")]);
        Eventually.True(() => seen.Count == 3 && calls == 3);
        Assert.Contains(_failures, f => f.Operation == "subscriber" && f.Message.Contains("mine", StringComparison.Ordinal));
        var health = await _collector.CheckHealthAsync();
        Assert.Equal(2, health.SubscriberCount);
        Assert.Equal([(0, 3), (3, 0)], health.Subscribers.Select(s => ((int)s.Delivered, (int)s.Failed)));
    }

    [Fact]
    public async Task OneThatBlocksMissesWhatItsQueueCannotHoldAndIsCounted()
    {
        using var gate = new ManualResetEventSlim();
        var seen = new ConcurrentQueue<string>();
        using var blocked = _collector.Subscribe((_, _) =>
        {
            gate.Wait();
            return default;
        });
        using var sound = _collector.Subscribe(Into(seen));
        for (var i = 0; i < 6; i++)
        {
            await _collector.CollectAsync([.. Enumerable.Range(0, 1_000).Select(n => Make($"{i}/{n}"))]);
            Eventually.True(() => seen.Count == (i + 1) * 1_000);
        }

        var health = (await _collector.CheckHealthAsync()).Subscribers[0];
        Assert.InRange(health.Dropped, 6_000 - Live.Subscriber.QueueCapacity - 1, 6_000 - Live.Subscriber.QueueCapacity);
        gate.Set();
        Eventually.True(() => _collector.CheckHealthAsync().Result.Subscribers[0] is { QueueDepth: 0 } h && h.Delivered + h.Dropped == 6_000);
    }

    [Fact]
    public async Task OneThatCollectsAtEachEventHearsItselfUntilItIsDisposedAndItsQueueIsBounded()
    {
        var heard = 0;
        using var subscription = _collector.Subscribe((_, _) =>
        {
            // Two for one: without bounds this would grow for ever.
            Interlocked.Increment(ref heard);
            _collector.TryCollect(Make("one"));
            _collector.TryCollect(Make("two"));
            return default;
        });
        await _collector.CollectAsync(Make("first"));
        Eventually.True(() => _collector.CheckHealthAsync().Result.Subscribers[0] is { Dropped: > 0, QueueDepth: <= Live.Subscriber.QueueCapacity });
        subscription.Dispose();

        Eventually.True(() =>
        {
            var before = Volatile.Read(ref heard);
            _collector.FlushAsync().AsTask().Wait();
            return Volatile.Read(ref heard) == before;
        });
        var health = await _collector.CheckHealthAsync();
        Assert.Equal(health.Emitted, health.Stored + health.Dropped.Values.Sum());
    }

    [Fact]
    public async Task OneThatCollectsWhatItsFilterLeavesOutDoesNotHearItself()
    {
        var heard = new ConcurrentQueue<string>();
        using var subscription = _collector.Subscribe(
            async (e, ct) =>
            {
                heard.Enqueue(e.Title);
                await _collector.CollectAsync(Make("about it"), ct);
            },
            _collector.Query().MinSeverity(Severity.Warning));
        await _collector.CollectAsync([Make("one", Severity.Warning), Make("two", Severity.Error)]);
        Eventually.True(() => _collector.CheckHealthAsync().Result.Subscribers[0].Delivered == 2);
        Assert.Equal(["one", "two"], heard);
        Assert.Equal(4, await _collector.Query().CountAsync());
    }

    [Fact]
    public async Task AfterDisposalNothingIsHandedOver()
    {
        var seen = new ConcurrentQueue<string>();
        var subscription = _collector.Subscribe(Into(seen));
        await _collector.CollectAsync(Make("first"));
        Eventually.True(() => seen.Count == 1);
        subscription.Dispose();
        using var control = _collector.Subscribe(Into(new ConcurrentQueue<string>()));
        await _collector.CollectAsync(Make("second"));
        Eventually.True(() => _collector.CheckHealthAsync().Result.Subscribers[0].Delivered == 1);
        Assert.Equal(["first"], seen);
    }

    [Fact]
    public async Task OneThatIsDisposedWithEventsWaitingComesToAnEnd()
    {
        using var gate = new ManualResetEventSlim();
        var subscriber = (Live.Subscriber)_collector.Subscribe((_, _) =>
        {
            gate.Wait();
            return default;
        });
        await _collector.CollectAsync([Make("1"), Make("2"), Make("3")]);
        Eventually.True(() => subscriber.Health.QueueDepth == 2);
        subscriber.Dispose();
        gate.Set();
        await Eventually.Completes(subscriber.HandingOver);
    }

    [Fact]
    public async Task AStreamBeginsBehindACursorAndMissesNothing()
    {
        await _collector.CollectAsync([Make("1"), Make("2"), Make("3")]);
        var first = (await _collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync())[0];
        var filter = _collector.Query().After(EventCursor.Behind(first, EventField.Sequence));
        await using var stream = _collector.ReadLiveAsync(filter, TestContext.Current.CancellationToken).GetAsyncEnumerator();
        foreach (var expected in (string[])["2", "3", "4"])
        {
            if (expected == "4")
                await _collector.CollectAsync(Make("4"));
            Assert.True(await stream.MoveNextAsync());
            Assert.Equal(expected, stream.Current.Title);
        }
    }

    [Fact]
    public async Task AStreamEndsWhenItIsCancelledAndWhenTheCollectorIsDisposed()
    {
        using var cancel = new CancellationTokenSource();
        await using var cancelled = _collector.ReadLiveAsync(ct: cancel.Token).GetAsyncEnumerator();
        var waiting = cancelled.MoveNextAsync();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await waiting);

        await using var ended = _collector.ReadLiveAsync().GetAsyncEnumerator();
        var last = ended.MoveNextAsync();
        await _collector.DisposeAsync();
        Assert.False(await last);
    }

    private static Func<Event, CancellationToken, ValueTask> Into(ConcurrentQueue<string> seen) => (e, _) =>
    {
        seen.Enqueue(e.Title);
        return default;
    };

    private static Event Make(string title, Severity severity = Severity.Info, params string[] tags) =>
        new() { System = new("test"), Type = new("test.event"), Title = title, Severity = severity, Tags = tags };
}
