using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Tests;

public class PackedHistogramTests
{
    [Fact]
    public void WhatIsPackedIsRead() => Seeds.Each(20, seed =>
    {
        var random = new Random(seed);
        var expected = new SortedDictionary<int, long>();
        for (var i = random.Next(2_000); i > 0; i--)
            expected[random.Next(DurationBuckets.Last + 1)] = random.NextInt64(1L << random.Next(63));
        var packer = new HistogramPacker();
        foreach (var (bucket, count) in expected)
            packer.Add(bucket, count);

        var buckets = new PackedHistogram(packer.Packed);
        var read = new SortedDictionary<int, long>();
        while (buckets.Next())
            read.Add(buckets.Bucket, buckets.Count);
        Assert.Equal(expected, read);
    });

    [Theory]
    [InlineData("05")]
    [InlineData("0580")]
    [InlineData("FF7F01")]
    [InlineData("FFFFFFFFFFFFFFFFFF7F01")]
    [InlineData("01808080808080808080808001")]
    public void ADamagedOneIsRefused(string hex)
    {
        var error = Assert.Throws<SqliteError>(() => new DurationHistogram().Add(Convert.FromHexString(hex)));
        Assert.True(error.IsCorrupt);
    }

    [Fact]
    public void TheLongestDurationThatCountsHasTheLastBucket() =>
        Assert.Equal(DurationBuckets.Last, DurationBuckets.Of(DurationBuckets.MaxDuration - 1));

    [Theory]
    [InlineData(0.001, 1)]
    [InlineData(0.50, 1)]
    [InlineData(0.51, 1_000)]
    [InlineData(1.0, 1_000)]
    public void APercentileIsTheNearestRank(double p, long expected)
    {
        var histogram = new DurationHistogram();
        histogram.Add(DurationBuckets.Of(1), 50);
        histogram.Add(DurationBuckets.Of(1_000), 50);
        Assert.InRange(histogram.Percentile(p), expected * 0.99, expected * 1.01);
    }
}
