using System.Collections.Concurrent;
using System.Globalization;

namespace Otel.EventSink.Soak.Promises;

/// <summary>One store that is damaged once, and what becomes of it.</summary>
internal sealed class DamageAttempt(string path, Random random, int maxFlips, int batchSize)
{
    private readonly ConcurrentQueue<EventSinkFailure> _failures = new();
    private int _recorded;

    /// <summary>What was done to which file.</summary>
    public string What { get; private set; } = "not damaged yet";

    /// <summary>The last that the recorder told.</summary>
    public string Told => string.Join(" | ", _failures.TakeLast(3).Select(f => $"{f.Operation}: {f.Message}"));

    /// <summary>Events that were recorded after the damage, and are neither in the store nor in one that was moved aside and named.</summary>
    public long Lost { get; private set; }

    /// <returns>How it went, in a word or two.</returns>
    public async Task<string> RunAsync(bool whileRunning)
    {
        var collector = Open();
        await RecordAsync(collector, random.Next(5, 60));
        if (!whileRunning)
        {
            await collector.DisposeAsync();
            Break("");
            try
            {
                collector = Open();
            }
            catch (EventStoreException) when (What.Contains("header", StringComparison.Ordinal))
            {
                return "refused"; // it is not to be told from a newer version's, or another program's
            }
        }
        else
            Break(random.Next(2) == 0 && File.Exists(path + "-wal") ? "-wal" : "");

        var first = _recorded;
        for (var i = 0; i < 5; i++)
        {
            await RecordAsync(collector, 1);
            await AskAsync(collector);
        }

        var health = await collector.CheckHealthAsync();
        await collector.DisposeAsync();
        var isMovedAside = await CountAsideAsync(collector) > 0;
        Check(health);
        await CountLostAsync(first, isMovedAside);
        return isMovedAside ? "moved aside" : "unnoticed or harmless";
    }

    private EventCollector Open() => EventCollector.Open(new EventSinkOptions { DatabasePath = path, OnFailure = _failures.Enqueue });

    private async Task RecordAsync(EventCollector collector, int batches)
    {
        for (var i = 0; i < batches; i++)
        {
            await collector.CollectAsync([.. Enumerable.Range(0, batchSize).Select(_ => New(_recorded++))]);
            if (random.Next(10) == 0)
                await collector.FlushAsync(Durability.Synced);
        }
    }

    private void Break(string suffix)
    {
        using var file = new FileStream(path + suffix, new FileStreamOptions { Mode = FileMode.Open, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite | FileShare.Delete });
        var name = suffix.Length == 0 ? "database" : "log";
        if (random.Next(4) == 0)
        {
            var length = random.Next(3) == 0 ? 0 : random.NextInt64(file.Length);
            What = $"{name} of {file.Length} bytes cut to {length}";
            if (suffix.Length == 0 && length is > 0 and < 100)
                What += ", within the header";
            file.SetLength(length);
            return;
        }

        var flips = new List<string>();
        for (var left = random.Next(1, maxFlips); left > 0; left--)
        {
            // Half of them where the structure is: the first pages.
            var at = random.NextInt64(random.Next(2) == 0 ? Math.Min(file.Length, 16_384) : file.Length);
            file.Position = at;
            var value = file.ReadByte();
            file.Position = at;
            file.WriteByte((byte)(value ^ 1 << random.Next(8)));
            flips.Add(suffix.Length == 0 && at < 100 ? $"{at} in the header" : $"{at}");
        }

        What = $"{name}, bits flipped at {string.Join(", ", flips)}";
    }

    /// <summary>Everything that can be asked: it is answered, or refused as it should be.</summary>
    private static async Task AskAsync(EventCollector collector)
    {
        var query = collector.Query();
        var day = TimeSpan.FromDays(1);
        Func<Task>[] questions =
        [
            async () => Look(await query.ToListAsync()),
            async () => await query.CountAsync(),
            async () => Look(await query.Search("number 7").ToListAsync()),
            async () => Look(await query.CorrelationId("batch 3").ToListAsync()),
            async () => Look(await query.Tags("odd").OrderBy(EventField.Duration).ToListAsync()),
            async () => await query.Where("data.number", Comparison.Greater, 10).CountAsync(),
            async () => await collector.GetStatisticsAsync(),
            async () => await collector.Analyzer.AnalyzeErrorsAsync(day),
            async () => await collector.Analyzer.DetectPatternsAsync(day),
            async () => await collector.Analyzer.GenerateReportAsync(day),
            async () => await collector.Analyzer.TraceCorrelationAsync("batch 3"),
            async () => await collector.DeleteBeforeAsync(DateTimeOffset.UnixEpoch),
        ];
        foreach (var question in questions)
        {
            try
            {
                await question();
            }
            catch (EventStoreException)
            {
                continue; // that is how it is said
            }
        }
    }

    private static void Look(IReadOnlyList<Event> events)
    {
        foreach (var e in events)
            _ = e.Data.Count + e.Metadata.Count + e.Title.Length;
    }

    private void Check(CollectorHealth health)
    {
        foreach (var aside in health.QuarantinedFiles)
        {
            Run.Check(health.Status == CollectorStatus.Unhealthy, $"{aside} was moved aside, and the health is {health.Status}");
            Run.Check(_failures.Any(f => f.Operation == "store" && f.Message.Contains(aside, StringComparison.Ordinal)), $"{aside} was moved aside, and nobody was told");
            Run.Check(File.Exists(aside), $"{aside} is not there");
        }

        Run.Check(health.Dropped.Count == 0, $"dropped: {string.Join(", ", health.Dropped)}");
        Run.Check(health.Stored == health.Accepted, $"{health.Accepted} accepted, {health.Stored} stored");
    }

    /// <summary>Looks for what was recorded after the damage; after a store was moved aside, for what is recorded from then on.</summary>
    private async Task CountLostAsync(int first, bool isMovedAside)
    {
        await using var collector = Open();
        for (var aside = 0; ; isMovedAside = true)
        {
            var before = aside;
            await RecordAsync(collector, 1);
            var from = isMovedAside || await CountAsideAsync(collector) > 0 ? _recorded - batchSize : first;
            var found = await TitlesAsync(collector);
            aside = await CountAsideAsync(collector);
            // Found damaged by this question, which was then asked of the new store.
            if (aside > before)
                continue;
            // What cannot be read cannot be looked through; the question said so.
            if (found is not null)
                Lost += Enumerable.Range(from, _recorded - from).Count(n => !found.Contains(TitleOf(n)));
            return;
        }
    }

    private async Task<HashSet<string>?> TitlesAsync(EventCollector collector)
    {
        try
        {
            var events = await collector.Query().OrderBy(EventField.Sequence).Limit(_recorded).ToListAsync();
            return events.Select(e => e.Title).ToHashSet(StringComparer.Ordinal);
        }
        catch (EventStoreException)
        {
            return null;
        }
    }

    private static async Task<int> CountAsideAsync(EventCollector collector) => (await collector.CheckHealthAsync()).QuarantinedFiles.Count;

    private static string TitleOf(int number) => string.Create(CultureInfo.InvariantCulture, $"event number {number}");

    private static Event New(int number) => new()
    {
        System = new(number % 3 == 0 ? "soak" : "other"),
        Type = new("soak.damaged"),
        Title = TitleOf(number),
        Description = new string((char)('a' + number % 26), number % 300),
        CorrelationId = string.Create(CultureInfo.InvariantCulture, $"batch {number / 50}"),
        Severity = number % 7 == 0 ? Severity.Error : Severity.Info,
        Duration = TimeSpan.FromMilliseconds(number),
        Tags = [number % 2 == 0 ? "even" : "odd"],
        SourceComponent = $"component {number % 5}",
        Data = new Dictionary<string, object?> { ["number"] = (long)number },
    };
}
