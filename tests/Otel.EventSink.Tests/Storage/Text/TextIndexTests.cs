using Otel.EventSink.Storage.Text;

namespace Otel.EventSink.Tests;

/// <summary>Whatever is indexed, and whatever was deleted: a search finds what reading all texts finds.</summary>
public class TextIndexTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task SearchesFindWhatReadingAllTextsFinds() => await Seeds.EachAsync(6, async seed =>
    {
        var random = new Random(seed);
        var texts = new RandomTexts(random);
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        var kept = new List<Event>();
        for (var step = 0; step < 6; step++)
        {
            var batch = Enumerable.Range(0, random.Next(1, 300)).Select(_ => Make(texts, random)).ToList();
            await collector.CollectAsync(batch);
            kept.AddRange(batch);
            if (random.Next(3) > 0)
                TextIndexSchedule.CatchUp(folder.Database, default);
            if (random.Next(3) == 0)
            {
                var cutoff = Start.AddSeconds(random.Next(400));
                await collector.DeleteBeforeAsync(cutoff);
                kept.RemoveAll(e => e.Timestamp < cutoff);
            }

            for (var i = 0; i < 60 && kept.Count > 0; i++)
                await AssertFound(collector, kept, texts.NeedleFrom(TextOf(kept[random.Next(kept.Count)], random)), random);
        }
    });

    /// <summary>So many that they fill many blocks, of which a search skips most.</summary>
    [Fact]
    public async Task PartsOfManyNumbersAreFound() => await Seeds.EachAsync(2, async seed =>
    {
        var random = new Random(seed);
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, TextIndex = false });
        var first = random.Next(900, 2_000_000);
        var titles = Enumerable.Range(0, 20_000).Select(i => (i % 3) switch
        {
            0 => $"{first + i}",
            1 => $"{random.Next():x}",
            _ => $"{random.NextInt64(1L << random.Next(1, 63))}",
        }).ToList();
        await collector.CollectAsync([.. titles.Select(New)]);
        TextIndexSchedule.CatchUp(folder.Database, default);

        for (var i = 0; i < 150; i++)
        {
            var title = titles[random.Next(titles.Count)];
            var start = random.Next(title.Length);
            var needle = title.Substring(start, random.Next(1, title.Length - start + 1));
            Assert.True(titles.Count(t => t.Contains(needle, StringComparison.Ordinal)) == await collector.Query().Search(needle).CountAsync(), $"Count of '{needle}'.");
        }
    });

    [Fact]
    public async Task TextsOfCallSitesAreFoundToo()
    {
        await using var recorder = new Recorder();
        for (var i = 0; i < 100; i++)
            Microsoft.Extensions.Logging.LoggerExtensions.LogInformation(recorder.Logger, "Template {Id} of the lighthouse", i);
        await recorder.Collector.FlushAsync();
        TextIndexSchedule.CatchUp(recorder.Database, default);

        Assert.Equal(100, await recorder.Collector.Query().Search("TEMPLATE {id} of the light").CountAsync());
        Assert.Equal(1, await recorder.Collector.Query().Search("Template 42 of").CountAsync());
        Assert.Equal(100, await recorder.Collector.Query().Search("lighthouse").CountAsync());
    }

    [Fact]
    public async Task WhatIsTooLongForTheIndexIsFound()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        var longWord = new string('x', 200) + "needle" + new string('y', 200);
        var longText = string.Concat(Enumerable.Repeat("words and ", 2_000)) + "needle at the end";
        await collector.CollectAsync([New(longWord), New("short"), New("title") with { Description = longText }, New("a needle")]);
        TextIndexSchedule.CatchUp(folder.Database, default);

        Assert.Equal(3, await collector.Query().Search("NEEDLE").CountAsync());
        Assert.Equal(1, await collector.Query().Search("xneedley").CountAsync());
        Assert.Equal(1, await collector.Query().Search("and needle at the").CountAsync());
        Assert.Single(await collector.Query().Search("a needle").ToListAsync());
    }

    [Fact]
    public async Task EventsWithOnlyOneOfTwoTextsAreNotCounted()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        // The second text would have to be looked for in many words: of the few events with the first, the texts are read instead.
        await collector.CollectAsync([.. Enumerable.Range(0, 5_000).Select(i => New($"{i * 7919:x8}{i:x4} x{i}y")), New("lighthouse"), New("lighthouse abcd")]);
        TextIndexSchedule.CatchUp(folder.Database, default);

        Assert.Equal(1, await collector.Query().Search("lighthouse").Search("abcd").CountAsync());
        Assert.Single(await collector.Query().Search("lighthouse").Search("abcd").ToListAsync());
    }

    [Fact]
    public async Task DeletionByAnyToolIsNoticed()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(0, 10).Select(_ => New("needle"))]);
        TextIndexSchedule.CatchUp(folder.Database, default);
        using (var database = new Database(folder.Database))
            database.Execute("DELETE FROM event WHERE sequence IN (3, 5)");

        Assert.Equal(8, await collector.Query().Search("needle").CountAsync());
        Assert.Equal(8, (await collector.Query().Search("needle").ToListAsync()).Count);
    }

    [Fact]
    public async Task TheIndexGoesWithItsEvents()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(0, 1_200).Select(_ => New("needle"))]);
        TextIndexSchedule.CatchUp(folder.Database, default);
        using var database = new Database(folder.Database);
        Assert.Equal(1, database.Number("SELECT count(*) FROM text_window"));

        await collector.DeleteBeforeAsync(DateTimeOffset.MaxValue);

        Assert.Equal(0, database.Number("SELECT (SELECT count(*) FROM text_window) + (SELECT count(*) FROM text_part) + (SELECT count(*) FROM text_gap)"));
        Assert.Equal(0, await collector.Query().Search("needle").CountAsync());
    }

    [Fact]
    public async Task ADamagedIndexIsNotBelieved()
    {
        using var folder = new TempFolder();
        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync([.. Enumerable.Range(0, 100).Select(i => New($"needle {i}"))]);
        TextIndexSchedule.CatchUp(folder.Database, default);
        foreach (var damage in (string[])["UPDATE text_part SET data = zeroblob(3)", "DELETE FROM text_part", "UPDATE text_window SET directory = zeroblob(1)"])
        {
            using (var database = new Database(folder.Database))
                database.Execute(damage);

            Assert.Equal(100, await collector.Query().Search("needle").CountAsync());
            Assert.Equal(11, (await collector.Query().Search("needle 9").ToListAsync()).Count);
        }
    }

    [Fact]
    public async Task ADamagedIndexIsToldOnceAndMadeAnew()
    {
        using var folder = new TempFolder();
        var told = new System.Collections.Concurrent.ConcurrentQueue<EventSinkFailure>();
        await using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = folder.Database, OnFailure = told.Enqueue });
        await collector.CollectAsync([.. Enumerable.Range(0, 100).Select(i => New($"needle {i}"))]);
        TextIndexSchedule.CatchUp(folder.Database, default);
        using var database = new Database(folder.Database);
        const string Index = "SELECT group_concat(hex(data)) FROM (SELECT data FROM text_part ORDER BY id)";
        var sound = database.Text(Index);
        database.Execute("UPDATE text_part SET data = zeroblob(3)");

        for (var i = 0; i < 3; i++)
            Assert.Equal(100, await collector.Query().Search("needle").CountAsync());

        Eventually.True(() => database.Text(Index) == sound);
        Assert.Equal(11, await collector.Query().Search("needle 9").CountAsync());
        var failure = Assert.Single(told);
        Assert.Equal("text index", failure.Operation);
        Assert.Contains("events 0 to 65535", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>The rules by which texts are parted into words rest on this.</summary>
    [Fact]
    public void CaseNeverLeadsOutOfAsciiOrIntoIdeographs()
    {
        var seen = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var c in Enumerable.Range(0, 0x110000).Where(c => c is < 0xD800 or > 0xDFFF))
        {
            var text = char.ConvertFromUtf32(c);
            if (!seen.TryGetValue(text, out var same))
                seen[text] = same = c;
            Assert.Equal(same < 0x80, c < 0x80);
            Assert.Equal(same is >= 0x3000 and <= 0x9FFF, c is >= 0x3000 and <= 0x9FFF);
        }
    }

    private static async Task AssertFound(EventCollector collector, List<Event> kept, string needle, Random random)
    {
        var query = collector.Query().Search(needle);
        var expected = kept.Where(e => Has(e, needle)).ToList();
        if (random.Next(3) == 0)
        {
            var (since, until) = (Start.AddSeconds(random.Next(400)), Start.AddSeconds(random.Next(400, 900)));
            query = query.Between(since, until);
            expected = [.. expected.Where(e => e.Timestamp >= since && e.Timestamp < until)];
        }

        if (random.Next(4) == 0)
        {
            query = query.System(new SourceSystem("even"));
            expected = [.. expected.Where(e => e.System.Name == "even")];
        }

        if (random.Next(4) == 0)
        {
            var other = needle[..^(needle.Length / 2)].Trim('\uD83D');
            if (other.Length > 0)
            {
                query = query.Search(other);
                expected = [.. expected.Where(e => Has(e, other))];
            }
        }

        Assert.True(expected.Count == await query.CountAsync(), $"Count of '{needle}': {expected.Count} expected.");
        var descending = random.Next(2) == 0;
        var (field, key) = random.Next(3) switch
        {
            0 => (EventField.Timestamp, (Func<Event, long>)(e => e.Timestamp.Ticks)),
            1 => (EventField.Sequence, _ => 0),
            _ => (EventField.Duration, e => e.Duration!.Value.Ticks),
        };
        var (limit, offset) = (random.Next(1, 30), random.Next(3) == 0 ? random.Next(5) : 0);
        // Events of a batch are stored in its order: a stable sort has them as the store does.
        var ordered = descending ? expected.AsEnumerable().Reverse().OrderByDescending(key) : expected.OrderBy(key);
        var found = await query.OrderBy(field, descending).Limit(limit).Offset(offset).ToListAsync();
        Assert.Equal(ordered.Skip(offset).Take(limit).Select(e => e.Id), found.Select(e => e.Id));
        if (found.Count > 0 && offset == 0)
        {
            var next = await query.OrderBy(field, descending).Limit(limit).After(EventCursor.Behind(found[^1], field)).ToListAsync();
            Assert.Equal(ordered.Skip(limit).Take(limit).Select(e => e.Id), next.Select(e => e.Id));
        }
    }

    private static bool Has(Event e, string needle)
    {
        var shown = Shown(needle);
        return Shown(e.Title).Contains(shown, StringComparison.OrdinalIgnoreCase) || Shown(e.Description).Contains(shown, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>As it is kept: NUL as U+2400, half a surrogate pair as U+FFFD.</summary>
    private static string Shown(string text) =>
        System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(text.Replace('\0', '\u2400')));

    private static string TextOf(Event e, Random random) => random.Next(2) == 0 ? e.Title : e.Description;

    private static Event Make(RandomTexts texts, Random random) => new()
    {
        Id = Guid.CreateVersion7(),
        Timestamp = Start.AddSeconds(random.Next(900)),
        System = new(random.Next(2) == 0 ? "even" : "odd"),
        Type = new("t"),
        Title = texts.Text(),
        Description = texts.Text(),
        Duration = TimeSpan.FromMilliseconds(random.Next(100)),
    };

    private static Event New(string title) => new() { System = new("s"), Type = new("t"), Title = title };
}
