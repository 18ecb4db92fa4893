using Otel.EventSink.Diagnostics;
using Otel.EventSink.Live;
using Otel.EventSink.Query;

namespace Otel.EventSink.Tests;

public sealed class SharedReadTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly EventCollector _collector;

    public SharedReadTests() => _collector = EventCollector.Open(_folder.Database);

    public void Dispose()
    {
        _collector.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task AThousandWhoAskTheSameCostOneRead()
    {
        var (store, counts) = CountingStore.Around(_collector.Store);
        using var feed = new LiveFeed(store, new Failures(new EventSinkOptions()));
        // Each has built its filter itself.
        var subscribers = Enumerable.Range(0, 1_000).Select(_ => feed.Add(Build().Filter, after: null)).ToList();
        await _collector.CollectAsync([Make("one", Severity.Error), Make("another", Severity.Debug)]);
        Eventually.True(() => subscribers.TrueForAll(s => s.Health.QueueDepth == 1));
        Assert.Equal(1, counts.Queries);

        using var different = feed.Add(Build().Search("x").Filter, after: null);
        await _collector.CollectAsync(Make("x", Severity.Error));
        Eventually.True(() => different.Health.QueueDepth == 1 && subscribers.TrueForAll(s => s.Health.QueueDepth == 2));
        Assert.Equal(3, counts.Queries);
    }

    [Fact]
    public void FiltersThatWereBuiltApartAreEqualAndOthersAreNot()
    {
        Func<EventQuery, EventQuery>[] parts =
        [
            q => q,
            q => q.System(new SourceSystem("a"), new SourceSystem("b")),
            q => q.System(new SourceSystem("a")),
            q => q.Type(new EventType("a.b")),
            q => q.Type(new EventType("a.c")),
            q => q.Severity(Severity.Error, Severity.Critical),
            q => q.Severity(Severity.Error),
            q => q.MinSeverity(Severity.Error),
            q => q.Tags("a", "b"),
            q => q.Tags("a"),
            q => q.AnyTag("a", "b"),
            q => q.AnyTag("b"),
            q => q.Last(TimeSpan.FromHours(1)),
            q => q.CorrelationId("a"),
            q => q.SourceComponent("a"),
            q => q.Search("a"),
            q => q.Where("data.a.b", Comparison.Equal, 1),
            q => q.Where("data.a.b", Comparison.Equal, "1"),
            q => q.Where("data.a.b", Comparison.NotEqual, 1),
            q => q.Where("data.a", Comparison.Equal, null),
            q => q.MinDuration(TimeSpan.FromSeconds(1)),
            q => q.MaxDuration(TimeSpan.FromSeconds(1)),
        ];
        var one = parts.Select(p => p(_collector.Query()).Filter).ToList();
        var again = parts.Select(p => p(_collector.Query()).Filter).ToList();
        for (var i = 0; i < parts.Length; i++)
        {
            Assert.Equal(FilterEquality.Instance.GetHashCode(one[i]), FilterEquality.Instance.GetHashCode(again[i]));
            for (var j = 0; j < parts.Length; j++)
                Assert.True(FilterEquality.Instance.Equals(one[i], again[j]) == (i == j), $"{one[i]} and {again[j]}");
        }
    }

    private EventQuery Build() => _collector.Query().System(new SourceSystem("test"), new SourceSystem("other")).MinSeverity(Severity.Error);

    private static Event Make(string title, Severity severity) => new() { System = new("test"), Type = new("t"), Title = title, Severity = severity };
}
