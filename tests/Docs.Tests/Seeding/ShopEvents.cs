using static Otel.EventSink.Docs.Tests.Seeding.Make;

namespace Otel.EventSink.Docs.Tests.Seeding;

/// <summary>The shop: orders around the clock, a sale on Wednesday evening, payments that fail, mail that bounces.</summary>
internal static class ShopEvents
{
    private static readonly SourceSystem Shop = new("shop");
    private static readonly string[] Countries = ["DE", "FR", "NL", "US"];
    private static readonly string[] Items = ["lamp", "chair", "desk", "shelf", "clock"];

    public static IEnumerable<Event> All() => [.. Orders(), .. Payments(), .. Mails(), .. Lifecycle()];

    private static IEnumerable<Event> Orders()
    {
        var number = 1000;
        for (var hour = Seed.Start; hour < Seed.Now; hour = hour.AddHours(1))
        {
            var isSale = hour == March(11, 20);
            var count = isSale ? 42 : hour.Hour < 6 ? 1 : hour.Hour < 17 ? 3 : 5;
            for (var i = 0; i < count; i++)
                yield return Order(hour.AddMinutes(60.0 / count * i + 0.7), ++number, isSale);
        }
    }

    private static Event Order(DateTimeOffset time, int number, bool isSale) =>
        Simple(time, Shop, new EventType("order.placed"), "Order placed") with
        {
            Description = $"Order {number} placed",
            SourceComponent = "Shop.Orders",
            Duration = Ms(20 + number * 37 % 90 + (number % 50 == 0 ? 700 : 0)),
            Tags = (number % 3, isSale) switch { (0, true) => ["app", "sale"], (_, true) => ["web", "sale"], (0, _) => ["app"], _ => ["web"] },
            Data = Data(
                ("order", Data(("id", number), ("total", 19.9 + number % 40 * 10), ("items", new object[] { Data(("sku", Items[number % 5]), ("price", 19.9)) }))),
                ("customer.country", Countries[number % 4]),
                ("gift", number % 10 == 0)),
            Metadata = Data(("host.name", number % 2 == 0 ? "web-1" : "web-2")),
        };

    private static IEnumerable<Event> Payments()
    {
        for (var i = 0; i < 6; i++)
            yield return Payment(March(11, 20, 5 + 8 * i), 1190 + i).Failed(
                "System.TimeoutException", "The bank did not answer within 2 s", "Shop.Payments.Bank.ChargeAsync(Card card)", "Shop.Payments.Checkout.PayAsync(Order order)");
        foreach (var time in (DateTimeOffset[])[March(9, 10, 12), March(10, 15, 47), March(11, 9, 3), March(12, 8, 31)])
            yield return Payment(time, 1000 + time.Day).Failed(
                "Shop.CardDeclinedException", "The bank declined the card", "Shop.Payments.Bank.ChargeAsync(Card card)", "Shop.Payments.Checkout.PayAsync(Order order)");
    }

    private static Event Payment(DateTimeOffset time, int order) =>
        Simple(time, Shop, new EventType("payment.failed"), "Card could not be charged") with
        {
            SourceComponent = "Shop.Payments",
            Tags = ["money"],
            Duration = Ms(2000),
            Data = Data(("order.id", order)),
        };

    private static IEnumerable<Event> Mails()
    {
        foreach (var (time, address) in ((DateTimeOffset, string)[])[(March(10, 7, 30), "anna@example.com"), (March(11, 20, 31), "ben@example.com"), (March(12, 9, 15), "cleo@example.com")])
            yield return Simple(time, Shop, EventType.ErrorOccurred, $"Mail to {address} was refused", Severity.Error) with { SourceComponent = "Shop.Mail" };
    }

    private static IEnumerable<Event> Lifecycle()
    {
        yield return Simple(March(9, 0), Shop, EventType.LifecycleStart, "Shop started") with { Tags = ["deploy"], Metadata = Data(("version", "2.4.0")) };
        yield return Simple(March(11, 6), Shop, EventType.LifecycleRestart, "Shop restarted") with { Tags = ["deploy"], Metadata = Data(("version", "2.5.0")), Duration = Ms(3400) };
        yield return Simple(March(11, 20, 58), Shop, new EventType("stock.low"), "Stock of lamps is low", Severity.Warning) with { SourceComponent = "Shop.Stock", Data = Data(("item", "lamp"), ("left", 3), ("reserved", null)) };
        yield return Simple(March(11, 21, 4), Shop, EventType.ErrorOccurred, "Out of memory while resizing images", Severity.Critical) with { SourceComponent = "Shop.Images" };
        yield return Simple(March(12, 11, 30), Shop, EventType.LogRecord, "Cache warmed", Severity.Debug) with { SourceComponent = "Shop.Cache", Duration = Ms(12.5) };
    }
}
