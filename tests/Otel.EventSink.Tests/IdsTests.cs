using System.Diagnostics;

namespace Otel.EventSink.Tests;

public class IdsTests
{
    private const long Time = 1_772_361_059_123_456_789;
    private static readonly UInt128 Trace = Ids.ToUInt128(ActivityTraceId.CreateFromString("0af7651916cd43dd8448eb211c80319c"));

    [Fact]
    public void ASpansIdIsTheSameEachTimeAndForEver() =>
        // To the digit: the same span delivered to another version of this product must get the same id.
        Assert.Equal("019ca8f3-8b33-8818-aacf-8289d22fc92f", Ids.DeriveForSpan(Time, Trace, 1, EventKind.Span).ToString());

    [Fact]
    public void EveryPartOfASpansIdentityCounts()
    {
        Guid[] ids =
        [
            Ids.DeriveForSpan(Time, Trace, 1, EventKind.Span),
            Ids.DeriveForSpan(Time + 1_000_000, Trace, 1, EventKind.Span),
            Ids.DeriveForSpan(Time, Trace + 1, 1, EventKind.Span),
            Ids.DeriveForSpan(Time, Trace, 2, EventKind.Span),
            Ids.DeriveForSpan(Time, Trace, 1, EventKind.Log),
        ];
        Assert.Equal(ids.Length, ids.Distinct().Count());
    }

    [Fact]
    public void ADerivedIdIsAUuidOfVersion8WithTheTimeInFront()
    {
        for (ulong span = 1; span < 100; span++)
        {
            var id = Ids.DeriveForSpan(Time, Trace, span, EventKind.Span);
            Assert.Equal(8, id.Version);
            Assert.Equal(0b10, id.Variant >> 2);
            Assert.Equal((Time / 1_000_000).ToString("x12"), id.ToString().Replace("-", "", StringComparison.Ordinal)[..12]);
        }
    }

    [Fact]
    public void ATimeBefore1970GivesAPrefixOfZeros() =>
        Assert.StartsWith("00000000-0000-8", Ids.DeriveForSpan(-1, Trace, 1, EventKind.Span).ToString(), StringComparison.Ordinal);

    [Fact]
    public void SpanAndTraceIdsSurviveBeingNumbers()
    {
        var span = ActivitySpanId.CreateFromString("00f067aa0ba902b7");
        Assert.Equal(0x00f067aa0ba902b7UL, Ids.ToUInt64(span));
        Assert.Equal(span, Ids.ToSpanId(0x00f067aa0ba902b7UL));
        Assert.Null(Ids.ToSpanId(0));
        Assert.Equal("0af7651916cd43dd8448eb211c80319c", Ids.Hex(Trace));
    }

    [Theory]
    [InlineData("0af7651916cd43dd8448eb211c80319c", true)]
    [InlineData("0AF7651916CD43DD8448EB211C80319C", false)]
    [InlineData("00000000000000000000000000000000", false)]
    [InlineData("0af7651916cd43dd8448eb211c80319", false)]
    [InlineData("0af7651916cd43dd8448eb211c80319g", false)]
    [InlineData("", false)]
    public void OnlyATraceIdToTheLetterIsOne(string text, bool isOne) => Assert.Equal(isOne, Ids.TryParseTraceId(text, out _));
}
