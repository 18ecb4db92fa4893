using Otel.EventSink.Analysis.Traces;

namespace Otel.EventSink.Tests;

public class TraceTreeTests
{
    [Fact]
    public void EventsStandUnderTheSpanTheyHappenedIn() => Draws(
        """
        A 0-100
          - started 0
          B 10-40
            - note 20
          - done 90
        """,
        """
        A 100 self 70 *
          - started
          B 30 self 30 *
            - note
          - done
        """);

    [Fact]
    public void ChildrenStandInTheOrderOfTimeWhateverTheirOrderOfArrival() => Draws(
        """
        A 0-100
          C 60-70
          - between 50
          B 10-40
        """,
        """
        A 100 self 60 *
          B 30 self 30 *
          - between
          C 10 self 10 *
        """);

    [Fact]
    public void EventsWithoutASpanAreRootsAndSoAreSpansWithoutAParent() => Draws(
        """
        - before 0
        A 10-20
        - between 25
        B 30-60
        """,
        """
        - before
        A 10 self 10
        - between
        B 30 self 30 *
        """);

    [Fact]
    public void AnEventThatOnlyKnowsAParentSpanStandsUnderIt()
    {
        var events = TraceText.Parse("A 0-100\n- note 20");
        var tree = TraceBuilder.Build([events[0], events[1] with { ParentSpanId = TraceText.SpanId("A") }]);
        Assert.Equal("A 100 self 100 *\n  - note", TraceText.Draw(tree));
    }

    [Fact]
    public void AParentThatIsNotStoredIsShownOnceAndGathersItsChildren() => Draws(
        """
        A 0-100
        ?M
          B 10-40
          - note 50
        C 60-70 under=M
        """,
        """
        A 100 self 100 *
        ?M 60 self 20
          B 30 self 30
          - note
          C 10 self 10
        """);

    [Fact]
    public void AMissingSpanStandsWhereItsFirstChildStands() => Draws(
        """
        - before 5
        ?M
          B 10-40
          C 60-70
        - within 50
        """,
        """
        - before
        ?M 60 self 20 *
          B 30 self 30 *
          C 10 self 10 *
        - within
        """);

    [Fact]
    public void AStartedEventStandsUnderTheSpanItBegan()
    {
        var events = TraceText.Parse("A 0-100\n  B 10-40\n    - started 10");
        var started = events.Select(e => e.Title == "started" ? e with { ParentSpanId = TraceText.SpanId("A") } : e);
        Assert.Equal("A 100 self 70 *\n  B 30 self 30 *\n    - started", TraceText.Draw(TraceBuilder.Build([.. started])));
    }

    [Fact]
    public void ASpanThatHasOnlyStartedStandsUnderItsParent() => Draws(
        """
        A 0-100
          B 10-40
        ?S
          - started 20 id=A
          C 30-50
        """,
        """
        A 100 self 60 *
          B 30 self 30
          ?S 30 self 10 *
            - started
            C 20 self 20 *
        """);

    [Fact]
    public void ASharedSpanIdPutsTheServerUnderTheClientAndChildrenUnderTheirSystem() => Draws(
        """
        A 0-100
          client 10-90
          server 20-80 id=client @store
        query 30-50 under=client @store
        retry 85-88 under=client
        """,
        """
        A 100 self 20 *
          client 80 self 17 *
            server 60 self 40 *
              query 20 self 20 *
            retry 3 self 3 *
        """);

    [Fact]
    public void AServerWhoseClockIsAheadOfItsClientIsStillUnderIt() => Draws(
        """
        client 10-90
        server 5-65 id=client @store
        """,
        """
        client 80 self 25 *
          server 60 self 60 *
        """);

    [Fact]
    public void ASpanThatCameTwiceIsKeptTwice() => Draws(
        """
        A 0-100
        again 0-100 id=A
        B 10-40 under=A
        """,
        """
        A 100 self 0 *
          again 100 self 100 *
          B 30 self 30
        """);

    [Fact]
    public void ACircleOfParentsIsOpenedAtItsEarliestSpan() => Draws(
        """
        A 0-100 under=C
          B 10-40
            C 20-30
        """,
        """
        A 100 self 70 *
          B 30 self 20 *
            C 10 self 10 *
        """);

    [Fact]
    public void ASpanThatIsItsOwnParentIsARoot() => Draws("A 0-100 under=A", "A 100 self 100 *");

    [Fact]
    public void MissingSpansInACircleAreOpenedToo() => Draws(
        """
        ?M
          - first 10 id=N
        ?N
          - second 20 id=M
        """,
        """
        ?M 10 self 10 *
          - first
          ?N 0 self 0
            - second
        """);

    [Fact]
    public void NoEventsMakeAnEmptyTree()
    {
        var tree = TraceBuilder.Build([]);
        Assert.Empty(tree.Roots);
        Assert.Empty(tree.CriticalPath);
        Assert.Empty(tree.Systems);
        Assert.Equal(TimeSpan.Zero, tree.Duration);
    }

    [Fact]
    public void SystemsStandInTheOrderOfTheirFirstEvent()
    {
        var tree = TraceBuilder.Build(TraceText.Parse("A 10-20 @web\n- note 5 @worker\nB 30-40 @web\nC 50-90 @store"));
        Assert.Equal(["worker", "web", "store"], tree.Systems.Select(s => s.Name));
        Assert.Equal(TimeSpan.FromMilliseconds(85), tree.Duration);
    }

    private static void Draws(string trace, string expected) =>
        Assert.Equal(expected, TraceText.Draw(TraceBuilder.Build(TraceText.Parse(trace))));
}
