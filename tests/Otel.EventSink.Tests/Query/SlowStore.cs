namespace Otel.EventSink.Tests;

/// <summary>A store with events that take long to look into.</summary>
public sealed class SlowStore : IAsyncLifetime
{
    public const int Count = 1_000;

    private readonly TempFolder _folder = new();

    public string Path => _folder.Database;

    public EventCollector Collector { get; private set; } = null!;

    /// <summary>Reads each event in 40 times 128 ways and finds nothing: no row ever comes out. Not stopped, it takes minutes.</summary>
    public EventQuery Query()
    {
        var query = Collector.Query();
        for (var i = 0; i < 40; i++)
            query = query.Where("data.a.b.c.d.e.f.g.h", Comparison.Equal, null);
        return query.Search(new string('ä', 100));
    }

    public async ValueTask InitializeAsync()
    {
        Collector = EventCollector.Open(_folder.Database);
        var data = Enumerable.Range(0, 600).ToDictionary(i => $"key {i}", object? (i) => $"value {i}");
        await Collector.CollectAsync([.. Enumerable.Range(0, Count).Select(i => new Event { Title = $"{i}", System = new("shop"), Type = new("order.placed"), Data = data })]);
    }

    public async ValueTask DisposeAsync()
    {
        await Collector.DisposeAsync();
        _folder.Dispose();
    }
}
