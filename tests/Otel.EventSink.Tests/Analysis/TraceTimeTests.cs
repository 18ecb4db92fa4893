using Otel.EventSink.Analysis.Traces;

namespace Otel.EventSink.Tests;

public class TraceTimeTests
{
    [Fact]
    public void ChildrenAtTheSameTimeCountOnceInSelfTime() => Draws(
        """
        A 0-100
          B 10-60
          C 40-80
          D 45-50
        """,
        """
        A 100 self 30 *
          B 50 self 50
          C 40 self 40 *
          D 5 self 5
        """);

    [Fact]
    public void AChildThatRunsOnAfterItsParentCountsUpToTheParentsEnd() => Draws(
        """
        A 0-100
          B 80-500
            C 90-95
            D 200-300
        """,
        """
        A 100 self 80 *
          B 420 self 315 *
            C 5 self 5 *
            D 100 self 100
        """);

    [Fact]
    public void AChildThatBeganBeforeItsParentCountsFromTheParentsStart() => Draws(
        """
        A 100-200
        B 50-150 under=A
        C 40-90 under=B
        """,
        """
        A 100 self 50 *
          B 100 self 60 *
            C 50 self 50
        """);

    [Fact]
    public void AChildOutsideOfItsParentTakesNothingOfItAndIsNotOnThePath() => Draws(
        """
        A 100-200
          late 200-300
          later 250-300
        early 10-90 under=A
        """,
        """
        A 100 self 100 *
          early 80 self 80
          late 100 self 100
          later 50 self 50
        """);

    [Fact]
    public void ThePathTakesWhatEndedLastBeforeWhatItWaitedFor()
    {
        // The parallel B, C and D: C ended last; when C began, only B had ended; D still ran and held nothing up.
        var tree = Draws(
            """
            A 0-100
              B 0-30
                E 5-25
              D 10-70
              C 40-90
                F 50-80
                G 45-60
            """,
            """
            A 100 self 10 *
              B 30 self 10 *
                E 20 self 20 *
              D 60 self 60
              C 50 self 15 *
                G 15 self 15
                F 30 self 30 *
            """);
        Assert.Equal("A B E C F", TraceText.Path(tree));
    }

    [Fact]
    public void ThePathIsThatOfTheLongestRoot()
    {
        var tree = TraceBuilder.Build(TraceText.Parse("A 0-50\n  B 10-40\nC 20-90\n  D 30-80\nE 200-210"));
        Assert.Equal("C D", TraceText.Path(tree));
        Assert.Equal(TimeSpan.FromMilliseconds(210), tree.Duration);
    }

    [Fact]
    public void EventsAloneHaveNoPath() => Assert.Empty(TraceBuilder.Build(TraceText.Parse("- one 0\n- two 10")).CriticalPath);

    [Fact]
    public void WhatTookNoTimeIsNotOnThePath() => Draws("A 0-100\n  B 0-50\n  C 50-50\n  D 50-100", "A 100 self 0 *\n  B 50 self 50 *\n  C 0 self 0\n  D 50 self 50 *");

    [Fact]
    public void ANegativeDurationCountsAsNone() => Draws("A 50-20\n  B 30-40", "A 0 self 0 *\n  B 10 self 10");

    [Fact]
    public void NanosecondsAreNotLostOnTheWay()
    {
        var parent = TraceText.Parse("A 0-1")[0] with { DurationRemainder = 60 };
        var child = TraceText.Parse("B 0-0.5 under=A")[0] with { TimestampRemainder = 30, DurationRemainder = 70 };
        var tree = TraceBuilder.Build([parent, child]);
        // 1,000,060 - 500,070 = 499,990 ns, of which TimeSpan holds 499,900.
        Assert.Equal(4_999, tree.Roots[0].SelfTime.Ticks);
    }

    [Fact]
    public void TimesAtTheEndsOfWhatTheStoreHoldsDoNotOverflow()
    {
        var first = TraceText.Parse("A 0-1")[0] with { Timestamp = DateTimeOffset.MinValue, Duration = TimeSpan.MaxValue };
        var last = TraceText.Parse("B 0-1 under=A")[0] with { Timestamp = DateTimeOffset.MaxValue, Duration = TimeSpan.MaxValue };
        var tree = TraceBuilder.Build([first, last]);
        Assert.True(tree.Duration > TimeSpan.FromDays(365 * 580));
        Assert.All(tree.Roots, r => Assert.True(r.SelfTime >= TimeSpan.Zero && r.SelfTime <= r.Duration));
    }

    private static TraceTree Draws(string trace, string expected)
    {
        var tree = TraceBuilder.Build(TraceText.Parse(trace));
        Assert.Equal(expected, TraceText.Draw(tree));
        return tree;
    }
}
