using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Otel.EventSink.Docs.Tests;

/// <summary>Prints what a span becomes under a host's rules.</summary>
internal static class RuleCheck
{
    public static async Task PrintAsync(WebApplicationBuilder builder, string source, string name, params (string Key, object Value)[] tags)
    {
        // A builder builds once; its services build as often as one likes.
        await using var services = builder.Services.BuildServiceProvider();
        var events = services.GetRequiredService<IEventCollector>();
        using var activities = new ActivitySource(source);
        using (var span = activities.StartActivity(name))
            foreach (var (key, value) in tags)
                span!.SetTag(key, value);
        await events.FlushAsync();
        var e = await events.Query().SourceComponent(source).OrderBy(EventField.Sequence).FirstOrDefaultAsync();
        // A trace id is another each time.
        var correlation = e!.CorrelationId!.Length == 32 ? "" : $", correlation {e.CorrelationId}";
        var marks = e.Tags.Count == 0 ? "" : $", tags {string.Join(' ', e.Tags)}";
        Examples.Console.WriteLine($"{name}: {e.System} {e.Type} {e.Severity}{correlation}{marks}");
    }
}
