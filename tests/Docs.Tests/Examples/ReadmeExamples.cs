using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class ReadmeExamples
{
    public static Task ReadmeLine(WebApplicationBuilder builder)
    {
        // <readme-line>
        builder.Services.AddCentralEventLogging();
        // </readme-line>
        return Task.CompletedTask;
    }

    public static async Task ReadmeHost(string[] args)
    {
        // <readme-host>
        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddCentralEventLogging(options =>
        {
            options.DatabasePath = "events.db"; // default: one file per user, shared by all hosts
        });
        builder.Services.AddHealthChecks().AddEventSink();
        // </readme-host>
        await using var app = builder.Build();
        Assert.Equal("events.db", app.Services.GetRequiredService<IOptions<EventSinkOptions>>().Value.DatabasePath);
    }

    public static async Task ReadmeAsk(IEventCollector events)
    {
        // <readme-ask>
        var slow = await events.Query()
            .Last(TimeSpan.FromHours(1))
            .MinSeverity(Severity.Warning)
            .MinDuration(TimeSpan.FromMilliseconds(500))
            .ToListAsync();

        var trace = await events.Query().CorrelationId(slow[0].CorrelationId!).ToListAsync();
        // </readme-ask>
        Assert.Equal(8, trace.Count);
    }
}
