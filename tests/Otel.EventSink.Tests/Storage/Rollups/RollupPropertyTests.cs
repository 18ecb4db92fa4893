using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Tests;

/// <summary>Whatever is stored and deleted, in whatever order, the rollups say what a recount says.</summary>
public class RollupPropertyTests
{
    [Fact]
    public Task RollupsAgreeWithARecountToTheDigit() => Seeds.EachAsync(40, async seed =>
    {
        var random = new Random(seed);
        using var folder = new TempFolder();
        await using var one = EventCollector.Open(folder.Database);
        await using var other = EventCollector.Open(folder.Database);
        var events = new RandomEvents(random);
        for (var step = random.Next(2, 10); step > 0; step--)
        {
            await (random.Next(5) switch
            {
                0 or 1 => one.CollectAsync(events.Batch()).AsTask(),
                2 => Task.WhenAll(one.CollectAsync(events.Batch()).AsTask(), other.CollectAsync(events.Batch()).AsTask()),
                3 => Delete(one, events.Time()),
                _ => Task.WhenAll(Delete(one, events.Time()), other.CollectAsync(events.Batch()).AsTask()),
            });
            Compare(folder.Database, events, random);
        }
    });

    [Fact]
    public async Task SumsStopBeforeTheyOverflow()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        var time = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        for (var batch = 0; batch < 3; batch++)
            await collector.CollectAsync([.. Enumerable.Range(0, 600).Select(_ => new Event
            {
                System = new("shop"),
                Type = EventType.SpanCompleted,
                Title = "endless",
                Timestamp = time,
                Duration = UnixTime.ToDuration((1L << 53) - 100, out var _),
            })]);
        using var reader = new SqliteReader(folder.Database);
        var since = UnixTime.From(time);
        foreach (var until in (long[])[since + 1, since + HourOf.Nanoseconds])
            Assert.Equal(RollupSums.MaxSum, Assert.Single(RollupReader.Read(reader, since, until, withBuckets: true, default).Cells).Value.Sum);
    }

    [Fact]
    public void FullSumsAddUpToAFullSum()
    {
        var full = new RollupCell(512, 512, RollupSums.MaxSum, 1, 2);
        Assert.Equal(RollupSums.MaxSum, full.Plus(full).Sum);
    }

    [Fact]
    public async Task TheFirstAndTheLastHourThatCanBeStoredAreHoursLikeOthers()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([At(DateTimeOffset.MinValue), At(UnixTime.ToTime(-long.MaxValue + 1_000, out _)), At(DateTimeOffset.MaxValue)]);
        await collector.DeleteBeforeAsync(UnixTime.ToTime(-long.MaxValue + 500, out _));
        await collector.CollectAsync(At(DateTimeOffset.MinValue));
        using (var reader = new SqliteReader(folder.Database))
            foreach (var since in (long[])[long.MinValue, -long.MaxValue])
                Assert.Equal(
                    Sorted(RollupRecount.Cells(folder.Database, since, long.MaxValue)),
                    Sorted(RollupReader.Read(reader, since, long.MaxValue, withBuckets: true, default).Cells));
        Assert.Equal(3, await collector.DeleteBeforeAsync(DateTimeOffset.MaxValue) + await collector.Query().CountAsync());

        static Event At(DateTimeOffset time) => new() { System = new("shop"), Type = EventType.LogRecord, Title = "far", Timestamp = time };
    }

    private static async Task Delete(EventCollector collector, long before) =>
        await collector.DeleteBeforeAsync(UnixTime.ToTime(before, out _));

    private static void Compare(string database, RandomEvents events, Random random)
    {
        using var reader = new SqliteReader(database);
        for (var i = 0; i < 4; i++)
        {
            var (since, until) = i == 0 ? (-1L << 62, 1L << 62) : (events.Time(), events.Time());
            if (since > until)
                (since, until) = (until, since);
            var sums = RollupReader.Read(reader, since, until, withBuckets: true, default);
            Assert.Equal(Sorted(RollupRecount.Cells(database, since, until)), Sorted(sums.Cells));
            Assert.Equal(Sorted(RollupRecount.Buckets(database, since, until)), Sorted(sums.Buckets));
        }
    }

    private static List<string> Sorted<TKey, TValue>(IReadOnlyDictionary<TKey, TValue> sums) =>
        [.. sums.Select(s => $"{s.Key}: {s.Value}").Order(StringComparer.Ordinal)];
}
