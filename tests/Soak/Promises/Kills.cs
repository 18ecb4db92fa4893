using System.Globalization;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// A process that writes flat out on two threads is killed at a random moment, again and again, some times on the same file. Whatever it
/// said is committed must be there, and SQLite must find the file sound.
/// </summary>
internal static class Kills
{
    public const string Load = "kill-load";

    private const int BatchSize = 20;
    private const int MaxBatchesBeforeKill = 400;

    /// <summary>All of a file is looked at after each kill, so that it must not grow for ever.</summary>
    private const int KillsPerFile = 20;
    private static readonly EventType Type = new("soak.killed");

    public static readonly Promise Promise = new("R1", "kill -9 at random: committed events stay, the file is sound", Small: 5, Whole: 500, RunAsync);

    /// <summary>Stores batches until it is killed, and prints the number of each once it is committed.</summary>
    public static async Task<int> LoadAsync(string[] arguments)
    {
        var (path, first) = (arguments[0], int.Parse(arguments[1], CultureInfo.InvariantCulture));
        var collector = EventCollector.Open(path);
        var number = first - 1;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(async () =>
        {
            while (true)
            {
                var batch = Interlocked.Increment(ref number);
                await collector.CollectAsync([.. Enumerable.Range(0, BatchSize).Select(i => New(batch, i))]);
                Console.WriteLine(batch);
            }
        })));
        return 0;
    }

    private static Task RunAsync(Run run)
    {
        var committed = new List<int>();
        long all = 0;
        for (var kill = 0; kill < run.Tries; kill++)
        {
            var path = run.Path($"events-{kill / KillsPerFile}.db");
            if (kill % KillsPerFile == 0)
            {
                all += committed.Count;
                committed.Clear();
            }

            using (var child = new Child(Load, [path, $"{(kill + 1) * 1_000_000}"]))
            {
                for (var left = run.Random.Next(1, MaxBatchesBeforeKill); left > 0; left--)
                    committed.Add(int.Parse(child.NeedLine(), CultureInfo.InvariantCulture));
                // Anywhere within a transaction.
                Thread.SpinWait(run.Random.Next(100_000));
                child.Kill();
                // It may have said more before it died; the last line may be cut.
                while (child.ReadLine() is { } line)
                    if (int.TryParse(line, CultureInfo.InvariantCulture, out var batch) && batch / 1_000_000 == kill + 1)
                        committed.Add(batch);
            }

            run.Tried++;
            run.Lost += CountLost(path, committed);
        }

        run.Note = $"{(all + committed.Count) * BatchSize:n0} committed events looked for";
        return Task.CompletedTask;
    }

    private static long CountLost(string path, List<int> committed)
    {
        using var store = new Store(path);
        store.CheckIntegrity();
        var found = store.Rows($"SELECT correlation_id, count(*) FROM events WHERE event_type = '{Type.Name}' GROUP BY 1").ToDictionary(r => (string)r[0], r => (long)r[1]);
        return committed.Sum(batch => BatchSize - found.GetValueOrDefault($"batch-{batch}"));
    }

    private static Event New(int batch, int place) => new()
    {
        System = new("soak"),
        Type = Type,
        Title = $"event {place} of batch {batch}",
        CorrelationId = $"batch-{batch}",
        Severity = place == 0 ? Severity.Error : Severity.Info,
        Duration = TimeSpan.FromMilliseconds(place),
        Tags = ["soak"],
    };
}
