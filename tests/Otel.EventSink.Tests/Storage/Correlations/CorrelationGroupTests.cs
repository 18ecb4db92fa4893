using Otel.EventSink.Storage.Correlations;

namespace Otel.EventSink.Tests;

public class CorrelationGroupTests
{
    private const int Bucket = 77;

    [Fact]
    public void WhatIsFoundInRunsIsFoundInTheirGroup() => Seeds.Each(10, seed =>
    {
        var random = new Random(seed);
        var known = Enumerable.Range(0, 20).Select(_ => (ulong)Bucket << 55 | (ulong)random.NextInt64(1L << 55)).ToArray();
        var runs = Enumerable.Range(0, CorrelationGroup.Runs).Select(run => run % 5 == seed % 5 ? [] : PackOne(random, known)).ToArray();
        var packed = CorrelationGroup.Pack(runs);

        foreach (var hash in known)
        {
            var (expected, found) = (new List<long>(), new List<long>());
            for (var i = 0; i < runs.Length; i++)
                CorrelationRun.Find(runs[i], CorrelationGroup.FirstRun(3) + i, hash, expected);
            CorrelationGroup.Find(packed, group: 3, hash, found);
            Assert.Equal(expected, found);
        }
    });

    [Fact]
    public void AGroupWhoseEventsAllHaveOneCorrelationHoldsThemAll()
    {
        var hashes = new ulong[CorrelationRun.Length];
        Array.Fill(hashes, (ulong)Bucket << 55);
        var run = CorrelationRun.Pack(hashes)[Bucket];
        var found = new List<long>();
        CorrelationGroup.Find(CorrelationGroup.Pack([.. Enumerable.Repeat(run, CorrelationGroup.Runs)]), group: 0, hashes[0], found);
        Assert.Equal(Enumerable.Range(0, CorrelationRun.Length * CorrelationGroup.Runs).Select(i => (long)i), found);
    }

    [Fact]
    public void ABucketThatNoRunUsesTakesNoRow() => Assert.Empty(CorrelationGroup.Pack([.. Enumerable.Repeat(Array.Empty<byte>(), CorrelationGroup.Runs)]));

    private static byte[] PackOne(Random random, ulong[] known)
    {
        var hashes = new ulong[CorrelationRun.Length];
        for (var i = random.Next(3); i < hashes.Length; i += random.Next(1, 2_000))
            hashes[i] = known[random.Next(known.Length)];
        return CorrelationRun.Pack(hashes)[Bucket];
    }
}
