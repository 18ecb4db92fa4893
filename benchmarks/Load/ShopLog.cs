using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Benchmarks.Load;

/// <summary>
/// What a shop logs: source-generated, four call sites, 1 % errors, a quarter timed. As a row of the public view some 430 bytes,
/// the metadata that the recorder adds not counted; without an index 295 bytes in the file.
/// </summary>
internal static partial class ShopLog
{
    private static readonly string[] Customers = [.. Enumerable.Range(0, 997).Select(i => $"customer-{i:0000}@shop.org")];
    private static readonly string[] Paths = [.. Enumerable.Range(0, 40).Select(i => $"/api/shop/{i}/orders/confirm")];
    private static readonly string[] Halls = [.. Enumerable.Range(0, 12).Select(i => $"north-hall-{i:00}")];

    /// <summary>Logs the event with this number: the same number, the same event.</summary>
    public static void Write(ILogger log, int number)
    {
        var customer = Customers[number % Customers.Length];
        var hall = Halls[number % Halls.Length];
        if (number % 100 == 99)
            Failed(log, number, customer, hall, number % 7, number % 3);
        else if (number % 4 == 0)
            Handled(log, Paths[number % Paths.Length], customer, 200 + number % 5, number % 9_000, number % 90_000 / 100.0);
        else if (number % 4 == 1)
            Shipped(log, number, customer, hall, number % 24 + 0.5);
        else
            Placed(log, number, customer, number % 10_000 / 100.0, number % 9 + 1, hall);
    }

    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Customer} for {Amount} in {Items} items was accepted for {Warehouse}", EventName = "order.placed")]
    private static partial void Placed(ILogger log, long orderId, string customer, double amount, int items, string warehouse);

    [LoggerMessage(2, LogLevel.Information, "Order {OrderId} of {Customer} has left {Warehouse} and arrives within {Hours} hours", EventName = "order.shipped")]
    private static partial void Shipped(ILogger log, long orderId, string customer, string warehouse, double hours);

    [LoggerMessage(3, LogLevel.Information, "POST {Path} of {Customer} answered {Status} with {Bytes} bytes in {duration_ms} ms", EventName = "request.handled")]
    private static partial void Handled(ILogger log, string path, string customer, int status, int bytes, double duration_ms);

    [LoggerMessage(4, LogLevel.Error, "Order {OrderId} of {Customer} stopped in {Warehouse}: step {Step} failed {Attempts} times", EventName = "order.failed")]
    private static partial void Failed(ILogger log, long orderId, string customer, string warehouse, int step, int attempts);
}
