using System.Text;
using Otel.EventSink.Storage.Correlations;

namespace Otel.EventSink.Tests;

public class CorrelationRunTests
{
    [Theory]
    [InlineData("", 17280346270528514342)]
    [InlineData("order-1", 11224619267877121124)]
    [InlineData("0af7651916cd43dd8448eb211c80319c", 6582189832725890461)]
    public void HashesAreTheSameOnEveryMachine(string id, ulong hash) => Assert.Equal(hash, CorrelationHash.Of(Encoding.UTF8.GetBytes(id)));

    [Fact]
    public void NoIdHasTheHashThatStandsForNone() => Seeds.Each(20, seed =>
    {
        var id = new byte[new Random(seed).Next(40)];
        new Random(seed).NextBytes(id);
        Assert.NotEqual(0UL, CorrelationHash.Of(id));
    });

    [Fact]
    public void WhatIsPackedIsFound() => Seeds.Each(5, seed =>
    {
        var random = new Random(seed);
        var known = Enumerable.Range(0, 300).Select(i => CorrelationHash.Of(Encoding.UTF8.GetBytes($"{seed}-{i}"))).ToArray();
        var hashes = new ulong[CorrelationRun.Length];
        for (var i = 0; i < hashes.Length; i++)
            hashes[i] = random.Next(3) == 0 ? 0 : known[random.Next(known.Length)];

        var buckets = CorrelationRun.Pack(hashes);

        foreach (var hash in known)
        {
            var found = new List<long>();
            CorrelationRun.Find(buckets[CorrelationHash.Bucket(hash)], run: 7, hash, found);
            Assert.Equal(Enumerable.Range(0, hashes.Length).Where(i => hashes[i] == hash).Select(i => 7L * CorrelationRun.Length + i), found.Order());
        }

        Assert.Equal(hashes.Count(h => h != 0) * 6, buckets.Sum(b => b.Length));
    });

    [Fact]
    public void AnIdThatOnlyResemblesOneIsNotFound()
    {
        var hashes = new ulong[CorrelationRun.Length];
        const ulong Hash = 0x1122334455667788, Other = Hash ^ 1UL << 40;
        hashes[5] = Hash;
        var buckets = CorrelationRun.Pack(hashes);
        var found = new List<long>();
        CorrelationRun.Find(buckets[CorrelationHash.Bucket(Other)], run: 0, Other, found);
        Assert.Empty(found);
    }
}
