using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

/// <summary>Plain texts go by their shape.</summary>
public class TextFaultTests
{
    [Theory]
    [InlineData("Order 17 failed", "Order 18 failed")]
    [InlineData("Order 17 failed", "Order 18 failed\nwith a second line")]
    [InlineData("Mail to ada@example.com bounced", "Mail to bob@example.org bounced")]
    [InlineData("read 12 B from /tmp/a", "read 3.4 KB from /var/b")]
    public void TextsThatDifferInValuesAreOneFault(string one, string other) =>
        Assert.Equal(Fault.OfText("shop", "cart", one).Key, Fault.OfText("shop", "cart", other).Key);

    [Fact]
    public void OtherWordsAreAnotherFault() =>
        Assert.NotEqual(Fault.OfText("shop", "cart", "Order 17 failed").Key, Fault.OfText("shop", "cart", "Order 17 lost").Key);

    [Theory]
    [InlineData("stock", "cart")]
    [InlineData("shop", "basket")]
    [InlineData("shop", null)]
    public void TheSameWordsOfAnotherSourceAreAnotherFault(string system, string? component) =>
        Assert.NotEqual(Fault.OfText("shop", "cart", "Order 17 failed").Key, Fault.OfText(system, component, "Order 17 failed").Key);

    [Theory]
    [InlineData("cart")]
    [InlineData("a\nb")]
    [InlineData("")]
    [InlineData(null)]
    public void TheKeysOfASourceLieTogether(string? component)
    {
        var fault = Fault.OfText("shop", component, "");
        Assert.True(string.CompareOrdinal(fault.Key, Fault.SourceOf("shop", component)) >= 0);
        Assert.True(string.CompareOrdinal(fault.Key, Fault.EndOf(fault.Source!)) < 0);
        var neighbour = Fault.OfText("shop", component + "\nx", "Order 17 failed").Key;
        Assert.False(string.CompareOrdinal(neighbour, fault.Source) >= 0 && string.CompareOrdinal(neighbour, Fault.EndOf(fault.Source!)) < 0);
    }

    [Fact]
    public void TheTitleIsTheFirstLineWithoutNul() =>
        Assert.Equal("Order \u2400 failed", Fault.OfText("shop", null, "  Order \0 failed\nand more").Title);
}
