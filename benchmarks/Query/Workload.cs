using System.Globalization;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>Seven days of events up to a fixed moment, the same in every run: five systems, 1 % errors, a quarter timed, 5 % tagged.</summary>
internal static class Workload
{
    public static readonly DateTimeOffset Now = new(2026, 3, 9, 12, 0, 0, TimeSpan.Zero);
    public static readonly TimeSpan Window = TimeSpan.FromDays(7);

    private static readonly string[] Systems = ["shop", "shop", "shop", "shop", "billing", "billing", "stock", "search", "mail", "audit"];
    private static readonly string[] Types = ["order.placed", "order.paid", "order.shipped", "log.record", "log.record", "call.completed", "cart.changed", "page.viewed"];
    private static readonly string[] Tags = ["money", "slow", "retry"];

    public static IEnumerable<Event[]> Pages(int events, int pageSize)
    {
        for (var i = 0; i < events; i += pageSize)
            yield return [.. Enumerable.Range(i, Math.Min(pageSize, events - i)).Select(n => Make(n, events))];
    }

    /// <summary>The correlation that event i belongs to; eight events share one.</summary>
    public static string CorrelationOf(int i) => $"{Mix(i / 8):x16}{Mix(i / 8 + 1_000_000_007):x16}";

    private static Event Make(int i, int events)
    {
        var random = Mix(i);
        var isError = random % 100 == 0;
        return new Event
        {
            Timestamp = Now - TimeSpan.FromTicks((long)((events - i) / (double)events * Window.Ticks)),
            System = new(Systems[random / 100 % 10]),
            Type = isError ? EventType.ErrorOccurred : new(Types[random / 1_000 % 8]),
            Severity = isError ? Severity.Error : random % 25 == 1 ? Severity.Warning : Severity.Info,
            Title = isError ? "Order {OrderId} failed at step {Step}" : "Order {OrderId} of {Customer} went on to step {Step}",
            Description = string.Create(CultureInfo.InvariantCulture, $"Order {i} of customer-{random % 977} went on to step {random % 7} in the {(i % 5_000 == 17 ? "lighthouse" : "warehouse")}"),
            Data = new Dictionary<string, object?> { ["OrderId"] = (long)i, ["Customer"] = $"customer-{random % 977}", ["Step"] = (long)(random % 7), ["Amount"] = random % 10_000 / 100.0 },
            Tags = random % 20 == 3 ? [Tags[random / 7 % 3]] : [],
            CorrelationId = CorrelationOf(i),
            SourceComponent = $"Shop.Component{random / 11 % 20}",
            Duration = random % 4 == 0 ? TimeSpan.FromMicroseconds(random % 90_000 + 10) : null,
        };
    }

    /// <summary>SplitMix64: a number that looks random and is the same each time.</summary>
    private static ulong Mix(long i)
    {
        var z = (ulong)i * 0x9E3779B97F4A7C15 + 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
