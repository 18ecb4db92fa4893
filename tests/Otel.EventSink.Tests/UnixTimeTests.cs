namespace Otel.EventSink.Tests;

public class UnixTimeTests
{
    [Theory]
    [InlineData(0, 0)]
    [InlineData(99, 99)]
    [InlineData(100, 0)]
    [InlineData(-1, 99)]
    [InlineData(-100, 0)]
    [InlineData(-101, 99)]
    [InlineData(long.MaxValue, 7)]
    [InlineData(-9_223_372_036_854_775_800, 0)]
    public void NanosecondsSurviveTheWayThroughATime(long nanoseconds, int expectedRemainder)
    {
        var time = UnixTime.ToTime(nanoseconds, out var remainder);
        Assert.Equal(expectedRemainder, remainder);
        Assert.Equal(nanoseconds, UnixTime.From(time, remainder));
        Assert.Equal(nanoseconds < 0, time < DateTimeOffset.UnixEpoch);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-1)]
    [InlineData(-199)]
    [InlineData(1_234_567_807)]
    [InlineData(long.MaxValue)]
    [InlineData(-long.MaxValue)]
    public void NanosecondsSurviveTheWayThroughADuration(long nanoseconds)
    {
        var duration = UnixTime.ToDuration(nanoseconds, out var remainder);
        Assert.Equal(nanoseconds, UnixTime.FromDuration(duration, remainder));
    }

    [Fact]
    public void ATimeIsTheSameInEveryZone() =>
        Assert.Equal(1_000_000_000, UnixTime.From(new DateTimeOffset(1970, 1, 1, 2, 0, 1, TimeSpan.FromHours(2))));

    [Theory]
    [InlineData(0)]
    [InlineData(99)]
    public void WhatDoesNotFitBecomesTheNearestThatDoes(int remainder)
    {
        Assert.True(UnixTime.From(DateTimeOffset.MaxValue, remainder) > long.MaxValue - 100);
        Assert.True(UnixTime.From(DateTimeOffset.MinValue, remainder) < -long.MaxValue + 200);
        Assert.True(UnixTime.FromDuration(TimeSpan.MaxValue, remainder) > long.MaxValue - 100);
        Assert.True(UnixTime.FromDuration(TimeSpan.MinValue, -remainder) < -long.MaxValue + 200);
        // The smallest number of all stands for "no duration".
        Assert.NotEqual(long.MinValue, UnixTime.FromDuration(TimeSpan.MinValue, -remainder));
    }
}
