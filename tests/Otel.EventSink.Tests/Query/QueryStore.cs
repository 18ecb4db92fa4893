using Microsoft.Extensions.Time.Testing;

namespace Otel.EventSink.Tests;

/// <summary>A store with five events, A to E in the order of time, that differ in everything a query can ask for.</summary>
public sealed class QueryStore : IAsyncLifetime
{
    public const string TraceId = "0af7651916cd43dd8448eb211c80319c";

    public static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TempFolder _folder = new();

    public FakeTimeProvider Time { get; } = new(Noon);

    public EventCollector Collector { get; private set; } = null!;

    private static IEnumerable<Event> Events =>
    [
        new()
        {
            Title = "A", System = new("billing"), Type = new("order.placed"), Timestamp = Noon.AddMinutes(-60), Tags = ["eu", "slow"], CorrelationId = "order-1",
            SourceComponent = "Shop.Orders", Duration = TimeSpan.FromMilliseconds(5), Description = "100% sure_thing* NEAR(a, b) \"quoted\" back\\slash OR it's",
            Data = new Dictionary<string, object?>
            {
                ["n"] = 1, ["text"] = "one", ["flag"] = true, ["none"] = null, ["empty"] = "", ["order"] = Values(("id", 7)), ["größe"] = 1, ["two words"] = 1,
                ["items"] = new object[] { Values(("price", 1.5)), Values(("price", 2)) }, ["matrix"] = new object[] { new[] { 1, 2 }, new[] { 3, 4 } },
            },
        },
        new()
        {
            Title = "B", System = new("billing"), Type = new("order.failed"), Timestamp = Noon.AddMinutes(-50), Tags = ["eu"], CorrelationId = TraceId,
            Severity = Severity.Error, SeverityNumber = 19, Duration = TimeSpan.FromMilliseconds(50), Description = "100 surefthing, NEAR a",
            Data = Values(("n", 2), ("order.id", 8), ("text", "two"), ("flag", false)),
        },
        new()
        {
            Title = "C", System = new("shop"), Type = new("order.placed"), Timestamp = Noon.AddMinutes(-40), Tags = ["slow"], CorrelationId = TraceId,
            Severity = Severity.Warning, SourceComponent = "Shop.Cart", Description = "Größe ÄÖ 😀 a\0b", Data = Values(("n", "2"), ("text", "2"), ("a.b.c", 1)),
        },
        new()
        {
            Title = "D", System = new("shop"), Type = new("test.run"), Timestamp = Noon.AddMinutes(-30), Severity = Severity.Debug, SeverityNumber = 1,
            Duration = TimeSpan.FromMilliseconds(500), Data = Values(("n", 2.5), ("big", long.MaxValue), ("a", Values(("b", Values(("c", 2)))))),
        },
        new()
        {
            Title = "E", System = SourceSystem.Akosha, Type = EventType.ConfigChanged, Timestamp = Noon, Tags = ["new", "slow", "eu"], Severity = Severity.Critical,
            SourceComponent = "shop.cart", Duration = TimeSpan.Zero, Metadata = Values(("region", "eu"), ("host.name", "h1"), ("list", new[] { 10, 20 })),
        },
    ];

    public async ValueTask InitializeAsync()
    {
        Collector = EventCollector.Open(new EventSinkOptions { DatabasePath = _folder.Database, TimeProvider = Time });
        await Collector.CollectAsync([.. Events]);
    }

    /// <summary>The titles, in the order of time, as one text.</summary>
    public async Task<string> TitlesAsync(Func<EventQuery, EventQuery> ask) =>
        string.Concat((await ask(Collector.Query().OrderBy(EventField.Timestamp, descending: false)).ToListAsync()).Select(e => e.Title));

    public async ValueTask DisposeAsync()
    {
        await Collector.DisposeAsync();
        _folder.Dispose();
    }

    private static Dictionary<string, object?> Values(params (string Key, object? Value)[] values) => values.ToDictionary(v => v.Key, v => v.Value);
}
