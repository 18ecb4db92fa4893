using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class InterceptionExamples
{
    public static async Task CallsLine(WebApplicationBuilder builder)
    {
        // <calls-line>
        builder.Services.AddCentralEventLogging();
        builder.Services.AddScoped<IOrderService, OrderService>();
        builder.Services.InterceptWithEvents<IOrderService>(); // after it is registered
        await using var app = builder.Build();

        using (var scope = app.Services.CreateScope())
            await scope.ServiceProvider.GetRequiredService<IOrderService>().PlaceAsync("lamp");

        var events = app.Services.GetRequiredService<IEventCollector>();
        await events.FlushAsync();
        foreach (var e in (await events.Query().ToListAsync()).OrderBy(e => e.Sequence))
            Console.WriteLine($"{e.Type,-14}  {e.Title}");
        // </calls-line>
    }

    public static async Task CallsMarked(WebApplicationBuilder builder)
    {
        builder.Services.AddCentralEventLogging();
        await using var app = builder.Build();
        var events = app.Services.GetRequiredService<IEventCollector>();
        // <calls-marked>
        var deploy = EventProxy.Create<IDeployment>(new Deployment(), events);
        await deploy.RollOutAsync("shop", "s3cret");
        try
        {
            await deploy.RollOutAsync("nothing", "s3cret");
        }
        catch (InvalidOperationException exception)
        {
            Console.WriteLine($"the caller gets: {exception.Message}");
        }

        await events.FlushAsync();
        foreach (var e in (await events.Query().System(SourceSystem.Mahavishnu).ToListAsync()).OrderBy(e => e.Timestamp).ThenBy(e => e.Duration))
            Console.WriteLine($"{e.Type} {e.Severity}: {string.Join(", ", e.Data.Keys.Where(k => k.Contains("argument") || k == "result"))}");
        // </calls-marked>
    }

    public static async Task CallsOptions(WebApplicationBuilder builder)
    {
        builder.Services.AddScoped<IOrderService, OrderService>();
        // <calls-options>
        builder.Services.AddCentralEventLogging();
        builder.Services.InterceptWithEvents<IOrderService>(options =>
        {
            options.System = new SourceSystem("orders");
            options.Arguments = true;
            options.MaxValueLength = 200;
        });
        // </calls-options>
        await using var app = builder.Build();
        var events = app.Services.GetRequiredService<IEventCollector>();
        using var scope = app.Services.CreateScope();
        await scope.ServiceProvider.GetRequiredService<IOrderService>().PlaceAsync("lamp");
        await events.FlushAsync();
        Assert.Equal("lamp", (await events.Query().System(new SourceSystem("orders")).FirstOrDefaultAsync())!.Data["argument.item"]);
    }

    public interface IOrderService
    {
        Task<int> PlaceAsync(string item);
    }

    public sealed class OrderService(ILogger<OrderService> log) : IOrderService
    {
        public async Task<int> PlaceAsync(string item)
        {
            await Task.Yield();
            log.LogInformation("Placing an order for {Item}", item);
            return item.Length;
        }
    }

    public interface IDeployment
    {
        [CollectEvent("mahavishnu", EventTypeNames.WorkflowStarted, Arguments = true, Result = true)]
        Task<string> RollOutAsync(string service, [DoNotRecord] string password);
    }

    public sealed class Deployment : IDeployment
    {
        public async Task<string> RollOutAsync(string service, string password)
        {
            await Task.Yield();
            return service == "nothing" ? throw new InvalidOperationException("Nothing to roll out") : $"{service} is live";
        }
    }
}
