using System.Diagnostics;

namespace QuickStart;

/// <summary>Three endpoints, of which the first calls the others over HTTP.</summary>
internal static class Shop
{
    private static readonly ActivitySource Source = new("QuickStart.Shop");

    public static void MapShop(this WebApplication app)
    {
        app.MapPost("/orders", PlaceOrder);
        app.MapGet("/stock/{item}", (string item, ILogger<WebApplication> log) =>
        {
            log.LogInformation("{Item} is in stock: {Count} left", item, 7);
            return Results.Ok(7);
        });
        app.MapPost("/payments/{card}", Charge);
    }

    private static async Task<IResult> PlaceOrder(string item, string card, HttpContext context, IHttpClientFactory clients, ILoggerFactory loggers)
    {
        var log = loggers.CreateLogger("QuickStart.Orders");
        var order = Random.Shared.Next(1000, 9999);
        using var scope = log.BeginScope("Order {OrderId}", order);
        using var client = clients.CreateClient("shop");
        client.BaseAddress = new Uri($"{context.Request.Scheme}://{context.Request.Host}");

        log.LogInformation("Order {OrderId} for {Item} arrived", order, item);
        await client.GetStringAsync($"/stock/{item}");
        using var payment = await client.PostAsync($"/payments/{card}", content: null);
        if (!payment.IsSuccessStatusCode)
        {
            log.LogWarning("Order {OrderId} was not paid: {Status}", order, (int)payment.StatusCode);
            return Results.StatusCode(402);
        }

        log.LogInformation(new EventId(1, "order.placed"), "Order {OrderId} placed for {Price:F2}", order, 39.9);
        return Results.Ok(order);
    }

    private static async Task<IResult> Charge(string card, ILoggerFactory loggers)
    {
        using var span = Source.StartActivity("charge card");
        span?.SetTag("card.last_digits", card);
        try
        {
            await Task.Delay(TimeSpan.FromMilliseconds(15)); // the bank
            if (card == "declined")
                throw new InvalidOperationException("The bank declined the card.");
            return Results.Ok();
        }
        catch (InvalidOperationException e)
        {
            span?.AddException(e).SetStatus(ActivityStatusCode.Error, e.Message);
            loggers.CreateLogger("QuickStart.Payments").LogError(e, "Card {Card} could not be charged", card);
            return Results.StatusCode(402);
        }
    }
}
