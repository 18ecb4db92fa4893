using Otel.EventSink.Pipeline;

namespace Otel.EventSink.Tests;

public class RingTests
{
    [Theory]
    [InlineData(2, 2)]
    [InlineData(5, 8)]
    [InlineData(64, 64)]
    public void ARingHoldsItsCapacityRoundedUpAndNoMore(int asked, int capacity)
    {
        var ring = new Ring<object>(asked);
        Assert.Equal(capacity, ring.Capacity);
        for (var i = 0; i < capacity; i++)
            Assert.True(ring.TryEnqueue(i));
        Assert.False(ring.TryEnqueue("one too many"));
        Assert.Equal(capacity, ring.Count);
        Assert.Equal(capacity, ring.Enqueued);
    }

    [Fact]
    public void AnEmptyRingGivesNothing()
    {
        var ring = new Ring<object>(4);
        Assert.False(ring.TryDequeue(out var item));
        Assert.Null(item);
        Assert.Equal(0, ring.Dequeued);
    }

    [Fact]
    public void APlaceIsUsedAgainRoundAfterRound()
    {
        var ring = new Ring<object>(4);
        for (var i = 0; i < 1_000; i++)
        {
            Assert.True(ring.TryEnqueue(i));
            Assert.True(ring.TryDequeue(out var item));
            Assert.Equal(i, item);
        }

        Assert.Equal((1_000, 1_000, 0), (ring.Enqueued, ring.Dequeued, ring.Count));
    }

    [Fact]
    public void WhatIsBehindAClaimedPlaceComesOutAfterWhatIsPublishedThere()
    {
        var ring = new Ring<object>(4);
        Assert.True(ring.TryClaim(out var place));
        Assert.True(ring.TryEnqueue("behind"));
        Assert.False(ring.TryDequeue(out _));
        ring.Publish(place, "claimed");
        Assert.True(ring.TryDequeue(out var first));
        Assert.True(ring.TryDequeue(out var second));
        Assert.Equal(("claimed", "behind"), (first, second));
    }

    [Fact]
    public void AFullRingHasNoPlaceToClaim()
    {
        var ring = new Ring<object>(2);
        Assert.True(ring.TryClaim(out _));
        Assert.True(ring.TryClaim(out _));
        Assert.False(ring.TryClaim(out _));
        Assert.Equal(2, ring.Count);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 1)]
    [InlineData(4, 3)]
    public void NothingIsLostOrDoubledAndEachProducerKeepsItsOrder(int producers, int consumers)
    {
        const int PerProducer = 20_000;
        var ring = new Ring<Tuple<int, int>>(64);
        var taken = 0;
        var filling = Enumerable.Range(0, producers).Select(p => new OnThread<bool>(() =>
        {
            for (var i = 0; i < PerProducer; i++)
                for (var item = Tuple.Create(p, i); !ring.TryEnqueue(item);)
                    Thread.Yield();
            return true;
        })).ToList();
        var emptying = Enumerable.Range(0, consumers).Select(_ => new OnThread<List<Tuple<int, int>>>(() =>
        {
            var mine = new List<Tuple<int, int>>();
            while (Volatile.Read(ref taken) < producers * PerProducer)
            {
                if (ring.TryDequeue(out var item))
                {
                    mine.Add(item);
                    Interlocked.Increment(ref taken);
                }
                else
                    Thread.Yield();
            }

            return mine;
        })).ToList();

        Assert.All(filling, f => Assert.True(f.Result));
        var lists = emptying.ConvertAll(e => e.Result);
        Assert.Equal(producers * PerProducer, lists.SelectMany(l => l).Distinct().Count());
        Assert.Equal(producers * PerProducer, lists.Sum(l => l.Count));
        // What one consumer saw of one producer came in the producer's order.
        foreach (var one in lists.SelectMany(l => l.GroupBy(item => item.Item1)))
            Assert.Equal(one.Select(item => item.Item2).Order(), one.Select(item => item.Item2));
        Assert.Equal(0, ring.Count);
    }
}
