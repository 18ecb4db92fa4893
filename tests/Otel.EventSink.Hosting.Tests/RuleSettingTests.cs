using System.Text;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>Rules in the configuration: <c>EventSink:Rules</c>.</summary>
public class RuleSettingTests
{
    private const string AllMembers = """
        { "EventSink": { "Rules": [
          { "Service": "shop*", "Source": "Shop.*", "Name": "place order", "Attributes": { "http.method": "POST", "user.id": "*" },
            "SetSystem": "orders", "SetType": "order.placed", "SetSeverity": "warning", "SetTags": ["money", "slow"],
            "SetCorrelationId": "fixed", "SetCorrelationFrom": "order.id" },
          { "Source": "*", "SetTags": "one, two" } ] } }
        """;

    [Fact]
    public void EveryMemberIsRead()
    {
        var rules = Read(AllMembers);
        var rule = rules[0];
        Assert.Equal(("shop*", "Shop.*", "place order"), (rule.Service, rule.Source, rule.Name));
        Assert.Equal(new Dictionary<string, string> { ["http.method"] = "POST", ["user.id"] = "*" }, rule.Attributes);
        Assert.Equal((new SourceSystem("orders"), new EventType("order.placed"), Severity.Warning), (rule.SetSystem!.Value, rule.SetType!.Value, rule.SetSeverity!.Value));
        Assert.Equal(["money", "slow"], rule.SetTags);
        Assert.Equal(("fixed", "order.id"), (rule.SetCorrelationId, rule.SetCorrelationFrom));
        Assert.Equal(["one", "two"], rules[1].SetTags);
    }

    [Fact]
    public void NoMemberIsForgotten()
    {
        // All members of a rule whose every member was given differ from those of an empty one.
        var (rule, empty) = (Read(AllMembers)[0], new EventRule());
        Assert.All(typeof(EventRule).GetProperties(), p => Assert.NotEqual(p.GetValue(empty), p.GetValue(rule)));
    }

    [Fact]
    public void RulesOfCodeComeAfterThoseOfTheConfiguration()
    {
        var rules = Read(AllMembers, o => o.Rules.Add(new EventRule { SetTags = ["code"] }));
        Assert.Equal(["money slow", "one two", "code"], rules.Select(r => string.Join(' ', r.SetTags)));
    }

    [Theory]
    [InlineData("2:SetSeverity", "loud", "EventSink:Rules:2:SetSeverity is 'loud'", "Debug, Info, Warning, Error, Critical")]
    [InlineData("0:SetSeverity", "3", "EventSink:Rules:0:SetSeverity is '3'", "Debug, Info")]
    [InlineData("0:SetType", "two words", "EventSink:Rules:0:SetType is 'two words'", "order.placed")]
    [InlineData("0:SetType", "", "EventSink:Rules:0:SetType is ''", "order.placed")]
    [InlineData("0:SetSystem", "", "EventSink:Rules:0:SetSystem is ''", "name of a system")]
    [InlineData("0:SetSystem:Name", "x", "EventSink:Rules:0:SetSystem is a section", "name of a system")]
    [InlineData("1:Sauce", "Shop", "EventSink:Rules:1:Sauce is not a member", "Source")]
    [InlineData("0:Source:0", "Shop", "EventSink:Rules:0:Source is a section", "a single value")]
    [InlineData("0:Attributes", "a=b", "EventSink:Rules:0:Attributes is 'a=b'", "an object of keys and patterns")]
    [InlineData("0:Attributes:a:b", "c", "EventSink:Rules:0:Attributes:a is a section", "a single value")]
    [InlineData("0:SetTags:0:a", "b", "EventSink:Rules:0:SetTags:0 is a section", "a single value")]
    [InlineData("0:Source", "Shop", "EventSink:Rules:0 sets nothing", "SetSystem")]
    [InlineData("0", "order.placed", "EventSink:Rules:0 is 'order.placed'", "an object")]
    public async Task ARuleThatCannotBeReadStopsTheHost(string path, string value, string found, string advice)
    {
        await using var host = new TestHost(($"EventSink:Rules:{path}", value));
        var error = await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync);
        Assert.Contains(found, Assert.Single(error.Failures));
        Assert.Contains(advice, error.Message);
    }

    [Fact]
    public async Task RulesMustBeAnArray()
    {
        await using var host = new TestHost(("EventSink:Rules", "none"));
        Assert.Contains("EventSink:Rules is 'none'", (await Assert.ThrowsAsync<OptionsValidationException>(host.StartAsync)).Message);
    }

    private static IList<EventRule> Read(string json, Action<EventSinkOptions>? configure = null)
    {
        using var provider = new ServiceCollection()
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build())
            .AddCentralEventLogging(configure)
            .BuildServiceProvider();
        return provider.GetRequiredService<IOptions<EventSinkOptions>>().Value.Rules;
    }
}
