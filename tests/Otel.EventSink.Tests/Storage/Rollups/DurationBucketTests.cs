using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Tests;

public class DurationBucketTests
{
    [Fact]
    public void ABucketStandsForItsDurationsWithinOnePercent() => Seeds.Each(1, seed =>
    {
        var random = new Random(seed);
        foreach (var duration in Enumerable.Range(1, 2_000).Select(i => (long)i)
            .Concat(Enumerable.Range(0, 20_000).Select(_ => random.NextInt64(1, 1L << random.Next(1, 54)))).Append(DurationBuckets.MaxDuration - 1))
        {
            var error = Math.Abs(DurationBuckets.ValueOf(DurationBuckets.Of(duration)) - duration) / duration;
            Assert.True(error <= DurationBuckets.RelativeError + 1e-9, $"{duration} ns is off by {error:P3}.");
        }
    });

    [Fact]
    public void BucketsGrowWithTheDuration() =>
        Assert.True(Enumerable.Range(0, 100_000).Zip(Enumerable.Range(1, 100_000)).All(p => DurationBuckets.Of(p.First) <= DurationBuckets.Of(p.Second)));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 1)]
    [InlineData(3_599_999_999_999, 1)]
    [InlineData(3_600_000_000_000, 1)]
    [InlineData(3_600_000_000_001, 2)]
    [InlineData(-1, 0)]
    [InlineData(-3_600_000_000_000, -1)]
    public void TheHourAtOrAfterATime(long time, long hour) => Assert.Equal(hour, HourOf.AtOrAfter(time));

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3_599_999_999_999, 0)]
    [InlineData(3_600_000_000_000, 1)]
    [InlineData(-1, -1)]
    [InlineData(-3_600_000_000_000, -1)]
    [InlineData(-3_600_000_000_001, -2)]
    public void TheHourOfATime(long time, long hour) => Assert.Equal(hour, HourOf.Time(time));
}
