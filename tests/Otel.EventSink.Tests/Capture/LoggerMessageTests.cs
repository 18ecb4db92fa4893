using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Tests;

public partial class LoggerMessageTests
{
    [Fact]
    public async Task AGeneratedMethodGivesTheSameEvent() =>
        await AssertSame(
            logger => OrderPlaced(logger, 42, "Ada", 9.5, null),
            logger => logger.LogWarning(new EventId(7, nameof(OrderPlaced)), new TimeoutException("late"), "Order {Id} by {Customer} for {Amount:F2} ({Note})", 42, "Ada", 9.5, null));

    [Fact]
    public async Task AGeneratedMethodWithManyParametersGivesTheSameEvent() =>
        await AssertSame(
            logger => Many(logger, 1, 2L, "c", true, 5.5, 6.7m, Guid.Empty, "h"),
            logger => logger.LogInformation(new EventId(8, "order.many"), "{A} {B} {C} {D} {E} {F} {G} {H}", 1, 2L, "c", true, 5.5, 6.7m, Guid.Empty, "h"));

    private static async Task AssertSame(Action<ILogger> generated, Action<ILogger> written)
    {
        var actual = await Recorder.LogAsync(generated);
        var expected = await Recorder.LogAsync(written);

        Assert.Equal((expected.Title, expected.Type, expected.SeverityNumber), (actual.Title, actual.Type, actual.SeverityNumber));
        Assert.Equal(expected.Description, actual.Description);
        Assert.Equal(expected.Data, actual.Data);
        Assert.Equal(Shown(expected), Shown(actual));

        static IEnumerable<(string, string?)> Shown(Event e) =>
            e.Metadata.Where(m => m.Key is not ("thread" or "resource")).Select(m => (m.Key, m.Value?.ToString())).Order();
    }

    private static void OrderPlaced(ILogger logger, int id, string customer, double amount, string? note) =>
        OrderPlaced(logger, id, customer, amount, note, new TimeoutException("late"));

    [LoggerMessage(EventId = 7, Level = LogLevel.Warning, Message = "Order {Id} by {Customer} for {Amount:F2} ({Note})")]
    private static partial void OrderPlaced(ILogger logger, int id, string customer, double amount, string? note, Exception e);

    [LoggerMessage(EventId = 8, EventName = "order.many", Level = LogLevel.Information, Message = "{A} {B} {C} {D} {E} {F} {G} {H}")]
    private static partial void Many(ILogger logger, int a, long b, string c, bool d, double e, decimal f, Guid g, string h);
}
