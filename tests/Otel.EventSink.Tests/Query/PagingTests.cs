namespace Otel.EventSink.Tests;

public sealed class PagingTests : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);
    private readonly Recorder _recorder = new();

    private EventQuery All => _recorder.Collector.Query();

    public static TheoryData<EventField, bool> Orders => [.. Enum.GetValues<EventField>().SelectMany(order => (TheoryDataRow<EventField, bool>[])[new(order, true), new(order, false)])];

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task EventsComeInTheOrderAskedFor(EventField field, bool descending)
    {
        var events = await All.OrderBy(field, descending).ToListAsync();

        var expected = events.OrderBy(e => KeyOf(e, field), descending ? Comparer<IComparable>.Create((a, b) => b.CompareTo(a)) : Comparer<IComparable>.Default)
            .ThenBy(e => descending ? -e.Sequence : e.Sequence);
        if (field == EventField.Duration)
            expected = events.OrderBy(e => e.Duration is null).ThenBy(e => (descending ? -1 : 1) * (e.Duration?.Ticks ?? 0)).ThenBy(e => descending ? -e.Sequence : e.Sequence);
        Assert.Equal(expected.Select(e => e.Title), events.Select(e => e.Title));
        Assert.Equal(40, events.Count);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task PagesGiveEveryOldEventOnceWhileOthersArrive(EventField field, bool descending)
    {
        var seen = new List<string>();
        EventCursor? after = null;
        for (var arriving = 100; ; arriving++)
        {
            var query = All.OrderBy(field, descending).Limit(3);
            var page = await (after is { } cursor ? query.After(EventCursor.Parse(cursor.ToString())) : query).ToListAsync();
            if (page.Count == 0)
                break;
            seen.AddRange(page.Select(e => e.Title));
            after = EventCursor.Behind(page[^1], field);
            if (arriving < 140)
                await _recorder.Collector.CollectAsync(New(arriving));
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(40, seen.Count(title => int.Parse(title, null) < 100));
    }

    [Theory]
    [InlineData(0, 5, 5)]
    [InlineData(38, 5, 2)]
    [InlineData(40, 5, 0)]
    [InlineData(0, 0, 0)]
    [InlineData(0, int.MaxValue, 40)]
    [InlineData(int.MaxValue, 1, 0)]
    public async Task LimitAndOffsetCutAPartOut(int offset, int limit, int count)
    {
        var all = await All.ToListAsync();
        var part = All.Offset(offset).Limit(limit);

        Assert.Equal(all.Skip(offset).Take(limit).Select(e => e.Id), (await part.ToListAsync()).Select(e => e.Id));
        Assert.Equal(count, (await part.AsAsyncEnumerable().ToListAsync()).Count);
        Assert.Equal(count == 0 ? null : all[offset].Id, (await part.FirstOrDefaultAsync())?.Id);
        Assert.Equal(40, await part.CountAsync());
    }

    [Fact]
    public async Task ACursorStaysGoodWhenItsEventIsDeleted()
    {
        var oldestFirst = All.OrderBy(EventField.Timestamp, descending: false);
        var first = (await oldestFirst.Limit(5).ToListAsync())[^1];
        var expected = await oldestFirst.Offset(5).ToListAsync();
        Assert.True(await _recorder.Collector.DeleteBeforeAsync(first.Timestamp.AddTicks(1)) > 0);

        var rest = await oldestFirst.After(EventCursor.Behind(first)).ToListAsync();

        Assert.Equal(expected.Where(e => e.Timestamp > first.Timestamp).Select(e => e.Id), rest.Select(e => e.Id));
    }

    public async ValueTask InitializeAsync() => await _recorder.Collector.CollectAsync([.. Enumerable.Range(0, 40).Select(New)]);

    public ValueTask DisposeAsync() => _recorder.DisposeAsync();

    /// <summary>Few values of each field, so that there are many ties.</summary>
    private static Event New(int i) => new()
    {
        Title = $"{i}",
        Timestamp = Noon.AddSeconds(i * 7 % 5),
        System = new($"system {i % 3}"),
        Type = new($"type.{i % 4}"),
        Severity = (Severity)(i % 5),
        Duration = i % 3 == 0 ? null : TimeSpan.FromMilliseconds(i * 3 % 4),
    };

    private static IComparable KeyOf(Event e, EventField field) => field switch
    {
        EventField.Timestamp => e.Timestamp,
        EventField.Severity => e.SeverityNumber,
        EventField.System => e.System.Name,
        EventField.Type => e.Type.Name,
        EventField.Duration => 0,
        _ => e.Sequence,
    };
}
