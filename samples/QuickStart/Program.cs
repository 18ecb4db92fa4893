// A small shop that calls itself over HTTP. One line turns the recorder on; everything printed at the end comes from the store.
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Otel.EventSink;
using QuickStart;

var builder = WebApplication.CreateBuilder(args);
builder.WebHost.UseUrls("http://127.0.0.1:0");
builder.Logging.ClearProviders(); // so that the console shows only what is printed below
builder.Services.AddHttpClient("shop");

builder.Services.AddCentralEventLogging(); // the line

await using var app = builder.Build();
app.MapShop();
var started = DateTimeOffset.UtcNow;
await app.StartAsync();

// Drive it for a moment: three orders, the last one with a card that is declined.
var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
using (var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient("shop"))
{
    client.BaseAddress = new Uri(address);
    foreach (var card in (string[])["4111", "4242", "declined"])
        using (await client.PostAsync($"/orders?item=lamp&card={card}", content: null))
        {
        }
}

await app.StopAsync();

// Ask the store.
var events = app.Services.GetRequiredService<IEventCollector>();
var since = events.Query().Between(started, DateTimeOffset.MaxValue);
Console.WriteLine($"The latest of {await since.CountAsync()} events:\n");
Show.Table(await since.Limit(14).ToListAsync());

var error = await since.MinSeverity(Severity.Error).FirstOrDefaultAsync()
    ?? throw new InvalidOperationException("The declined card left no error in the store.");
Console.WriteLine($"\nThe order that failed, as one trace ({error.CorrelationId}):\n");
Show.Tree(await events.Query().CorrelationId(error.CorrelationId!).OrderBy(EventField.Timestamp, descending: false).ToListAsync());

var health = await events.CheckHealthAsync();
Console.WriteLine($"""

    {health.Stored} events stored, {health.Dropped.Values.Sum()} dropped. They are in

      {health.DatabasePath}

    for any SQLite client:

      sqlite3 "{health.DatabasePath}" "SELECT timestamp, severity, title FROM events ORDER BY time_ns DESC LIMIT 10"
    """);
