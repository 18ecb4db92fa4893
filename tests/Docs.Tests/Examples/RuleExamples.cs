using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class RuleExamples
{
    public static async Task RuleCode(WebApplicationBuilder builder)
    {
        // <rule-code>
        builder.Services.AddCentralEventLogging(options =>
        {
            options.Rules.Add(new EventRule
            {
                Source = "Shop.Payments*",
                Attributes = new Dictionary<string, string> { ["card.kind"] = "*" }, // it is there, whatever it is
                SetType = new EventType("payment.charged"),
                SetTags = ["money"],
                SetCorrelationFrom = "order.id",
            });
        });
        // </rule-code>
        await RuleCheck.PrintAsync(builder, "Shop.Payments.Bank", "charge", ("card.kind", "debit"), ("order.id", 1200));
    }

    public static async Task RuleSeverity(WebApplicationBuilder builder)
    {
        // <rule-severity>
        builder.Services.AddCentralEventLogging(options =>
        {
            // The first rule that applies wins: the exception stands before the rule.
            options.Rules.Add(new EventRule { Source = "Shop.Search", Name = "warm up", SetSeverity = Severity.Debug });
            options.Rules.Add(new EventRule { Source = "Shop.Search", SetType = new EventType("search.done") });
        });
        // </rule-severity>
        await RuleCheck.PrintAsync(builder, "Shop.Search", "warm up");
        await RuleCheck.PrintAsync(builder, "Shop.Search", "find lamps");
    }
}
