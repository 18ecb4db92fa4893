using System.Diagnostics;

namespace Otel.EventSink.Tests;

public sealed class RobustRuleTests
{
    [Fact]
    public void SparseCountsAreUsual() => Assert.Empty(Synthetic.Find([0, 0, 1, 0, 0, 2, 0, 0, 0, 3, 0, 1]));

    [Theory]
    [InlineData(new long[0])]
    [InlineData(new long[] { 5 })]
    [InlineData(new long[] { 0, 0, 1000 })]
    [InlineData(new long[] { 0, 0, 0, 0, 0, 0 })]
    [InlineData(new long[] { 9, 9, 9, 9, 9, 9, 9 })]
    public void TooFewAndConstantHoursAreUsual(long[] counts) => Assert.Empty(Synthetic.Find(counts));

    [Fact]
    public void ASpikeIsFoundAndExplained()
    {
        var anomaly = Assert.Single(Synthetic.Find([100, 104, 96, 101, 900, 99, 100, 103]));

        Assert.Equal((Synthetic.Monday.AddHours(4), 900, 100), (anomaly.Hour, anomaly.Count, anomaly.Expected));
        Assert.EndsWith("robust sigma above the median of all 8 hours", anomaly.Rule, StringComparison.Ordinal);
    }

    [Fact]
    public void AHostThatFallsSilentIsFound()
    {
        var counts = Synthetic.Hours(40, _ => 100);
        counts[20] = counts[21] = 0;

        Assert.Equal([20, 21], Synthetic.Find(counts).Select(HourIndex).Order());
        Assert.All(Synthetic.Find(counts), a => Assert.True(a.Deviation < -5));
    }

    [Fact]
    public void OfficeHoursOfTwoDaysAreUsual() =>
        Assert.Empty(Synthetic.Find(Synthetic.Hours(48, t => t.Hour is >= 9 and < 17 ? 500 : 10)));

    [Theory]
    [InlineData(0.05)]
    [InlineData(0.3)]
    [InlineData(0.69)]
    [InlineData(1.5)]
    [InlineData(6)]
    [InlineData(40)]
    [InlineData(5000)]
    public void AtMostTwoInAThousandHoursAreFalseAlarms(double rate) =>
        Assert.InRange(Enumerable.Range(0, 20).Sum(seed => Synthetic.Find(Synthetic.Hours(1000, _ => rate, seed)).Count), 0, 40);

    [Fact]
    public void CutAndRunningHoursAreNeitherJudgedNorUsual()
    {
        long[] counts = [100_000, 100, 101, 99, 100, 98, 2];

        Assert.Equal(2, Synthetic.Find(counts).Count);
        Assert.Empty(Synthetic.Find(counts, firstIsCut: true, running: 6));
    }

    [Fact]
    public void TheMostUnusualComesFirst()
    {
        var found = Synthetic.Find([100, 500, 100, 101, 900, 99, 100, 103, 0, 98]);

        Assert.Equal([4, 1, 8], found.Select(HourIndex));
    }

    [Fact]
    public void HugeCountsStayFinite()
    {
        var found = Synthetic.Find([0, 0, 0, 0, long.MaxValue, 0]);

        Assert.True(double.IsFinite(Assert.Single(found).Deviation));
        Assert.Empty(Synthetic.Find([.. Enumerable.Repeat(long.MaxValue, 10)]));
    }

    [Fact]
    public void AHundredThousandMinutesTakeSeconds()
    {
        var watch = Stopwatch.StartNew();
        Synthetic.Find(Synthetic.Hours(100_000, t => 20 + 10 * Math.Sin(t.Hour)), part: TimeSpan.FromMinutes(1));

        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 10);
    }

    private static int HourIndex(HourlyAnomaly anomaly) => (int)(anomaly.Hour - Synthetic.Monday).TotalHours;
}
