using Otel.EventSink.Capture;

namespace Otel.EventSink.Tests;

public class RuleSetTests
{
    [Theory]
    [InlineData("Shop.Orders", "Shop.Orders", true)]
    [InlineData("shop.ORDERS", "Shop.Orders", true)]
    [InlineData("Shop", "Shop.Orders", false)]
    [InlineData("Shop.*", "Shop.Orders", true)]
    [InlineData("Shop.*", "Shop.", true)]
    [InlineData("*", "Shop.Orders", true)]
    [InlineData("*Orders", "Shop.Orders", true)]
    [InlineData("*op*rd*", "Shop.Orders", true)]
    [InlineData("*op*rd", "Shop.Orders", false)]
    [InlineData("S*s", "Shop.Orders", true)]
    [InlineData("Shop?Orders", "Shop.Orders", false)]
    [InlineData("Shop?Orders", "Shop?Orders", true)]
    [InlineData("*?", "Shop", false)]
    [InlineData("*?", "Shop?", true)]
    [InlineData("a\\b", "a\\b", true)]
    [InlineData("a\\*", "a\\bc", true)]
    [InlineData("*\\b", "a\\b", true)]
    [InlineData("*\\b", "a\\\\b", true)]
    [InlineData("\\*", "*", false)]
    [InlineData("<>\"", "<>\"", true)]
    [InlineData("[a-z]", "b", false)]
    [InlineData("ÄRGER*", "ärgerlich", true)]
    [InlineData("*", "", true)]
    [InlineData("**", "", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("a", "", false)]
    [InlineData("*", null, false)]
    [InlineData("a*a", "a", false)]
    [InlineData("*a*b*c", "xaxbxaxc", true)]
    [InlineData("*ab", "aab", true)]
    public void OnlyTheStarIsSpecial(string pattern, string? text, bool matches)
    {
        var rules = new RuleSet([new EventRule { Source = pattern, SetTags = ["x"] }]);

        Assert.Equal(matches, rules.For("shop", text, "name").Length == 1);
    }

    [Theory]
    [InlineData("shop", "Shop.Orders", "order.placed", true)]
    [InlineData("other", "Shop.Orders", "order.placed", false)]
    [InlineData("shop", "Other", "order.placed", false)]
    [InlineData("shop", "Shop.Orders", "other", false)]
    public void AllThatARuleAsksForMustHold(string service, string source, string name, bool matches)
    {
        var rules = new RuleSet([new EventRule { Service = "sh*", Source = "Shop.*", Name = "order.*", SetTags = ["x"] }]);

        Assert.Equal(matches, rules.For(service, source, name).Length == 1);
    }

    [Fact]
    public void EitherNameMayMatch()
    {
        var rules = new RuleSet([new EventRule { Name = "Order *", SetTags = ["x"] }]);

        Assert.Single(rules.For("shop", "Shop", null, "Order {Id}"));
        Assert.Single(rules.For("shop", "Shop", "order placed", null));
        Assert.Empty(rules.For("shop", "Shop", "placed", "Placed"));
    }

    [Theory]
    [InlineData("*", "x", true)]
    [InlineData("*", "", true)]
    [InlineData("*", null, true)]
    [InlineData("4*", 404, true)]
    [InlineData("4*", 500, false)]
    [InlineData("TRUE", true, true)]
    [InlineData("0.5", 0.5, true)]
    public void AttributesAreMatchedByTheirText(string pattern, object? value, bool matches) =>
        Assert.Equal(matches, First([Rule("k", pattern, "x")], ("k", value)) is not null);

    [Fact]
    public void AnAttributeThatIsNotThereMatchesNothing() => Assert.Null(First([Rule("k", "*", "x")], ("other", 1)));

    [Fact]
    public void TheFirstRuleThatAppliesWins()
    {
        EventRule[] rules = [Rule("k", "no", "first"), Rule("k", "yes", "second"), Rule("k", "*", "third")];

        Assert.Equal("second", First(rules, ("k", "yes"))!.SetTags[0]);
        Assert.Equal("third", First(rules, ("k", "else"))!.SetTags[0]);
    }

    private static EventRule Rule(string key, string pattern, string tag) =>
        new() { Attributes = new Dictionary<string, string> { [key] = pattern }, SetTags = [tag] };

    private static EventRule? First(EventRule[] rules, (string Key, object? Value) attribute) =>
        CompiledRule.First(new RuleSet(rules).For("shop", "Shop", null), in attribute, Find);

    private static bool Find(ref readonly (string Key, object? Value) source, string key, out object? value)
    {
        value = source.Value;
        return source.Key == key;
    }
}
