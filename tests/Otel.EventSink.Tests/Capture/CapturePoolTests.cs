using System.Runtime.CompilerServices;
using Otel.EventSink.Capture;
using Otel.EventSink.Diagnostics;
using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

public class CapturePoolTests
{
    private readonly CapturePool<LogCapture> _pool = new(capacity: 4_096, static () => new LogCapture());

    [Fact]
    public void WhatIsReturnedIsUsedAgain()
    {
        var all = Rent(1_000).ToHashSet();
        foreach (var log in all)
            _pool.Return(log, CaptureThread.Current.Logs);

        Assert.Equal(1_000, Rent(1_000).Distinct().Count(all.Contains));
    }

    [Fact]
    public void ACaptureGoesFromThreadToThreadAndIsNeverInTwoHands()
    {
        var queue = new Ring<LogCapture>(64);
        var inUse = new ConditionalWeakTable<LogCapture, StrongBox<int>>();
        const int Count = 20_000;
        var consumer = new OnThread<bool>(() =>
        {
            for (var i = 0; i < Count;)
            {
                if (!queue.TryDequeue(out var log))
                {
                    Thread.Yield();
                    continue;
                }

                Assert.Equal(0, Interlocked.Decrement(ref inUse.GetOrCreateValue(log).Value));
                _pool.Return(log, CaptureThread.Current.Logs);
                i++;
            }

            return true;
        });
        for (var i = 0; i < Count; i++)
        {
            var log = _pool.Rent(CaptureThread.Current.Logs);
            Assert.Equal(1, Interlocked.Increment(ref inUse.GetOrCreateValue(log).Value));
            while (!queue.TryEnqueue(log))
                Thread.Yield();
        }

        Assert.True(consumer.Result);
    }

    [Fact]
    public void WhatABurstNeededIsGivenBackButSome()
    {
        foreach (var log in Rent(4_096))
            _pool.Return(log, CaptureThread.Current.Logs);

        Assert.True(_pool.HasSurplus);
        _pool.Trim();
        Assert.False(_pool.HasSurplus);
    }

    [Fact]
    public void APipelineThatIsIdleTrimsOnceAndThenSleeps()
    {
        using var store = new FakeStore();
        var options = new EventSinkOptions { OnFailure = _ => { }, SyncInterval = TimeSpan.Zero };
        var spares = new Surplus();
        using var pipeline = new EventPipeline(store, options, new Failures(options), spares: spares);
        Assert.True(pipeline.TryAdd(new TestItem("one")));
        Eventually.True(() => spares.Trimmed == 1);
    }

    private List<LogCapture> Rent(int count) => [.. Enumerable.Range(0, count).Select(_ => _pool.Rent(CaptureThread.Current.Logs))];

    private sealed class Surplus : ISpares
    {
        private int _trimmed;

        public int Trimmed => Volatile.Read(ref _trimmed);

        public bool HasSurplus => Trimmed == 0;

        public void Trim() => Interlocked.Increment(ref _trimmed);
    }
}
