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
        var one = EventCollector.Open(folder.Database);
        try
        {
            await using var other = EventCollector.Open(folder.Database);
            var events = new RandomEvents(random);
            for (var step = random.Next(2, 10); step > 0; step--)
            {
                switch (random.Next(6))
                {
                    case 0 or 1:
                        await one.CollectAsync(events.Batch());
                        break;
                    case 2:
                        await Task.WhenAll(one.CollectAsync(events.Batch()).AsTask(), other.CollectAsync(events.Batch()).AsTask());
                        break;
                    case 3:
                        await Delete(one, events.Time());
                        break;
                    case 4:
                        await Task.WhenAll(Delete(one, events.Time()), other.CollectAsync(events.Batch()).AsTask());
                        break;
                    default:
                        await one.DisposeAsync();
                        one = EventCollector.Open(folder.Database);
                        break;
                }

                Compare(folder.Database, events, random);
            }
        }
        finally
        {
            await one.DisposeAsync();
        }
    });

    [Fact]
    public Task RollupsOfAStoreThatIsMigratedAgreeWithARecount() => Seeds.EachAsync(10, async seed =>
    {
        var random = new Random(seed);
        using var folder = new TempFolder();
        var events = new RandomEvents(random);
        await using (var collector = EventCollector.Open(folder.Database))
        {
            for (var batch = random.Next(1, 5); batch > 0; batch--)
                await collector.CollectAsync(events.Batch());
            await Delete(collector, events.Time());
        }

        FirstVersion.Restore(folder.Database);
        await using var migrated = EventCollector.Open(folder.Database);
        Compare(folder.Database, events, random);
        await migrated.CollectAsync(events.Batch());
        Compare(folder.Database, events, random);
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
        // So that the hour is counted from its events where a window ends within it.
        await collector.CollectAsync(new Event { System = new("shop"), Type = EventType.LogRecord, Title = "later", Timestamp = time + TimeSpan.FromMinutes(2) });
        using var reader = new SqliteReader(folder.Database);
        var since = UnixTime.From(time);
        foreach (var until in (long[])[since + 1, since + HourOf.Nanoseconds])
            Assert.Equal(RollupCell.MaxSum, Read(reader, since, until).Cells.Values.Max(c => c.Sum));
    }

    [Fact]
    public void FullSumsAddUpToAFullSum()
    {
        var full = new RollupCell(512, 512, RollupCell.MaxSum, 1, 2);
        Assert.Equal(RollupCell.MaxSum, full.Plus(full).Sum);
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
            {
                var totals = Read(reader, since, long.MaxValue);
                Assert.Equal(Sorted(RollupRecount.Cells(folder.Database, since, long.MaxValue)), Sorted(totals.Cells));
                Assert.Equal(Sorted(RollupRecount.Hours(folder.Database, since, long.MaxValue)), Sorted(totals.Hours));
            }

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
            CompareEvents(reader, database, since, until);
            CompareErrors(reader, database, since, until);
            CompareHistory(reader, database, since, until);
        }
    }

    private static void CompareEvents(SqliteReader reader, string database, long since, long until)
    {
        var totals = Read(reader, since, until);
        Assert.Equal(Sorted(RollupRecount.Cells(database, since, until)), Sorted(totals.Cells));
        Assert.Equal(Sorted(RollupRecount.Hours(database, since, until)), Sorted(totals.Hours));
        var buckets = totals.Histograms.SelectMany(h => h.Value.Counts.ToArray().Select((count, bucket) => KeyValuePair.Create((h.Key, bucket), count))).Where(b => b.Value > 0);
        var recount = RollupRecount.Buckets(database, since, until).GroupBy(b => (b.Key.Type, b.Key.Bucket), b => b.Value).Select(g => KeyValuePair.Create(g.Key, g.Sum()));
        Assert.Equal(Sorted(recount), Sorted(buckets));
    }

    private static void CompareErrors(SqliteReader reader, string database, long since, long until)
    {
        foreach (var part in (long[])[HourOf.Nanoseconds, HourOf.Nanoseconds / 4])
        {
            var errors = ErrorReader.Read(reader, HourCover.Of(reader, since, until, default), since, until, part, default);
            Assert.Equal(Sorted(RollupRecount.Errors(database, since, until)), Sorted(errors.Cells));
            Assert.Equal(Sorted(RollupRecount.ErrorParts(database, since, until, part)), Sorted(errors.Parts));
        }
    }

    private static void CompareHistory(SqliteReader reader, string database, long since, long until)
    {
        var hours = HourReader.Read(reader, since, until, default);
        var counted = hours.Counts.Select((count, i) => KeyValuePair.Create(hours.First + i, count)).Where(h => h.Value > 0);
        var end = HourOf.Start(hours.First + hours.Counts.Length);
        Assert.Equal(Sorted(RollupRecount.Hours(database, HourOf.Start(hours.First), end)), Sorted(counted));
        Assert.True(hours.Counts.Length == 0 || (HourOf.Start(hours.First) >= since && end <= until));
    }

    private static EventTotals Read(SqliteReader reader, long since, long until) =>
        RollupReader.Read(reader, HourCover.Of(reader, since, until, default), withHistograms: true, default);

    private static List<string> Sorted<TKey, TValue>(IEnumerable<KeyValuePair<TKey, TValue>> sums) =>
        [.. sums.Select(s => $"{s.Key}: {s.Value}").Order(StringComparer.Ordinal)];
}
