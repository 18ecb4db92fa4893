namespace Otel.EventSink.Tests;

/// <summary>Whatever is stored, deleted and asked, in whatever order: the answer is that of a plain look at all events.</summary>
public class QueryPropertyTests
{
    [Fact]
    public Task AnswersAreThoseOfAPlainLookAtAllEvents() => Seeds.EachAsync(12, async seed =>
    {
        var random = new Random(seed);
        var questions = new RandomQuestions(random);
        using var folder = new TempFolder();
        await using var one = EventCollector.Open(folder.Database);
        await using var other = EventCollector.Open(folder.Database);
        for (var step = 0; step < 4; step++)
        {
            await Task.WhenAll(one.CollectAsync(Events(questions, random)).AsTask(), other.CollectAsync(Events(questions, random)).AsTask());
            if (random.Next(2) == 0)
                await one.DeleteBeforeAsync(questions.Time());
            // By sequence and without a filter: the table as it is.
            var all = await one.Query().OrderBy(EventField.Sequence).Limit(int.MaxValue).ToListAsync();
            NameRecount.Check(folder.Database);
            for (var i = 0; i < 40; i++)
                await Compare(one.Query(), all, questions, random);
        }
    });

    private static Event[] Events(RandomQuestions questions, Random random)
    {
        Event[] events = [.. Enumerable.Range(0, random.Next(1, 1_500)).Select(_ => questions.Event())];
        // The same again.
        return [.. events, events[random.Next(events.Length)]];
    }

    private static async Task Compare(EventQuery query, IReadOnlyList<Event> all, RandomQuestions questions, Random random)
    {
        var (ask, holds) = questions.Filter();
        var expected = all.Where(holds).ToList();
        Assert.Equal(expected.Count, await ask(query).CountAsync());

        var (field, descending) = (random.Next(2) == 0 ? EventField.Timestamp : (EventField)random.Next(6), random.Next(2) == 0);
        expected = Sort(expected, field, descending);
        var question = ask(query).OrderBy(field, descending);
        if (expected.Count > 0 && random.Next(3) == 0)
        {
            var at = random.Next(expected.Count);
            question = question.After(EventCursor.Behind(expected[at], field));
            expected = expected[(at + 1)..];
        }

        var (limit, offset) = (random.Next(1, 1 << random.Next(1, 13)), random.Next(3) == 0 ? random.Next(50) : 0);
        var page = await question.Limit(limit).Offset(offset).ToListAsync();
        Assert.Equal(expected.Skip(offset).Take(limit).Select(e => e.Sequence), page.Select(e => e.Sequence));
    }

    private static List<Event> Sort(List<Event> events, EventField field, bool descending)
    {
        var ascending = field switch
        {
            EventField.Timestamp => events.OrderBy(e => e.Timestamp),
            EventField.Severity => events.OrderBy(e => e.SeverityNumber),
            EventField.System => events.OrderBy(e => e.System.Name, StringComparer.Ordinal),
            EventField.Type => events.OrderBy(e => e.Type.Name, StringComparer.Ordinal),
            EventField.Duration => events.OrderBy(e => e.Duration ?? TimeSpan.MinValue),
            _ => events.OrderBy(e => e.Sequence),
        };
        var sorted = ascending.ThenBy(e => e.Sequence).ToList();
        if (descending)
            sorted.Reverse();
        // Those without a duration come last, whatever the direction.
        return field == EventField.Duration ? [.. sorted.Where(e => e.Duration is not null), .. sorted.Where(e => e.Duration is null)] : sorted;
    }
}
