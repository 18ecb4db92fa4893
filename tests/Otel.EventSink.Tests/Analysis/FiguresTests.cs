using Otel.EventSink.Analysis.Rendering;

namespace Otel.EventSink.Tests;

public sealed class FiguresTests
{
    [Theory]
    [InlineData(0, "0 ms")]
    [InlineData(1, "100 ns")]
    [InlineData(8_500, "850 µs")]
    [InlineData(10_000, "1 ms")]
    [InlineData(123_456, "12.3 ms")]
    [InlineData(9_999_000, "1 s")]
    [InlineData(12_400_000, "1.24 s")]
    [InlineData(1_250_000_000, "2 min 5 s")]
    [InlineData(35_999_990_000, "1 h")]
    [InlineData(900_000_000_000, "1 d 1 h")]
    [InlineData(-123_456, "−12.3 ms")]
    [InlineData(long.MinValue, "−10,675,199 d 3 h")]
    public void ADurationHasThreeDigits(long ticks, string expected) => Assert.Equal(expected, Figures.Duration(TimeSpan.FromTicks(ticks)));

    [Theory]
    [InlineData(0, 10, "0%")]
    [InlineData(1, 100_000, "<0.1%")]
    [InlineData(99_999, 100_000, ">99.9%")]
    [InlineData(1, 3, "33.3%")]
    [InlineData(10, 10, "100%")]
    [InlineData(0, 0, "–")]
    public void AShareIsNeitherNothingNorAllUnlessItIs(long part, long whole, string expected) => Assert.Equal(expected, Figures.Share(part, whole));

    [Theory]
    [InlineData(0.5, 50, 2)]
    [InlineData(1, 10_000, 5)]
    [InlineData(0.001, 90_000_000, 10)]
    public void AScaleKeepsTheOrderAndHasLines(double shortest, double longest, int leastLines)
    {
        var scale = new DurationScale([SampleReports.Took(1, shortest), SampleReports.Took(1, longest)]);
        Assert.True(scale.IsLogarithmic);
        Assert.InRange(scale.Lines.Count(), leastLines, 16);
        Assert.True(scale.At(TimeSpan.FromMilliseconds(shortest)) is > 0 and < 25);
        Assert.True(scale.At(TimeSpan.FromMilliseconds(longest * 12)) is > 90 and <= 100);
    }

    [Fact]
    public void DurationsAlikeHaveALinearScale() => Assert.False(new DurationScale([SampleReports.Took(1, 10), SampleReports.Took(1, 30)]).IsLogarithmic);
}
