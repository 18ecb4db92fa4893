using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>One message with three values, in the two ways in which it is written.</summary>
internal static partial class LogCalls
{
    [LoggerMessage(1, LogLevel.Information, "Order {OrderId} of {Customer} went on to step {Step}")]
    public static partial void WentOn(ILogger log, int orderId, string customer, int step);

    public static void WentOnPlainly(ILogger log, int orderId, string customer, int step) =>
        log.LogInformation("Order {OrderId} of {Customer} went on to step {Step}", orderId, customer, step);
}
