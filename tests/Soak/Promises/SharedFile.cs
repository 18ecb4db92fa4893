using System.Globalization;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// Several processes write flat out to one file, each many transactions. None reports a failure, none loses an event, and the file is
/// as if one had written it all.
/// </summary>
internal static class SharedFile
{
    public const string Load = "shared-load";

    private const int Processes = 8;
    private const int BatchSize = 50;

    public static readonly Promise Promise = new("R7", "8 processes on one file: no error, no loss, the sums agree", Small: 60, Whole: 300, RunAsync);

    /// <summary>Commits so many batches, one after the other, and prints what was reported, if anything was, and how long the slowest took.</summary>
    public static async Task<int> LoadAsync(string[] arguments)
    {
        var (path, name, batches) = (arguments[0], arguments[1], int.Parse(arguments[2], CultureInfo.InvariantCulture));
        var failures = new List<string>();
        await using var collector = EventCollector.Open(new EventSinkOptions
        {
            DatabasePath = path,
            OnFailure = f =>
            {
                lock (failures)
                    failures.Add($"{f.Operation}: {f.Message}");
            },
        });
        Console.WriteLine("ready");
        Console.ReadLine();
        var slowest = new Slowest();
        for (var batch = 0; batch < batches; batch++)
            await slowest.TimeAsync(() => collector.CollectAsync([.. Enumerable.Range(0, BatchSize).Select(i => New(name, batch, i))]));
        await collector.DisposeAsync();
        var health = await collector.CheckHealthAsync();
        Console.WriteLine(health.Stored);
        Console.WriteLine(slowest.Milliseconds.ToString(CultureInfo.InvariantCulture));
        lock (failures)
            failures.ForEach(Console.WriteLine);
        return 0;
    }

    private static async Task RunAsync(Run run)
    {
        var path = run.Path("events.db");
        var children = Enumerable.Range(0, Processes).Select(p => new Child(Load, [path, $"process-{p}", $"{run.Tries}"])).ToList();
        try
        {
            // All at the same moment.
            children.ForEach(c => Run.Check(c.NeedLine() == "ready", "A child did not begin."));
            children.ForEach(c => c.WriteLine("go"));
            run.Tried = (long)Processes * run.Tries * BatchSize;
            run.Lost = run.Tried - children.Sum(c => long.Parse(c.NeedLine(), CultureInfo.InvariantCulture));
            run.Note = $"the slowest commit took {children.Max(c => double.Parse(c.NeedLine(), CultureInfo.InvariantCulture)):n0} ms";
            foreach (var child in children)
            {
                var failure = child.ReadLine();
                Run.Check(failure is null, $"A process reported {failure}");
                Run.Check(child.WaitForExit() == 0, "A child failed.");
            }
        }
        finally
        {
            children.ForEach(c => c.Dispose());
        }

        run.Lost = Math.Max(run.Lost, run.Tried - CountStored(path));
        await CheckSumsAsync(path, run.Tried);
    }

    private static long CountStored(string path)
    {
        using var store = new Store(path);
        store.CheckIntegrity();
        var (rows, ids, titles) = (store.Number("SELECT count(*) FROM events"), store.Number("SELECT count(DISTINCT id) FROM events"), store.Number("SELECT count(DISTINCT title) FROM events"));
        Run.Check(ids == rows, $"{rows} events have {ids} ids.");
        return titles;
    }

    /// <summary>What is kept by hour is what the events say.</summary>
    private static async Task CheckSumsAsync(string path, long events)
    {
        await using var collector = EventCollector.Open(path);
        var statistics = await collector.GetStatisticsAsync();
        Run.Check(statistics.TotalEvents == events, $"The sums say {statistics.TotalEvents} of {events} events.");
        using var store = new Store(path);
        foreach (var row in store.Rows("SELECT system, count(*) FROM events GROUP BY 1"))
            Run.Check(statistics.BySystem[new((string)row[0])] == (long)row[1], $"The sums say {statistics.BySystem[new((string)row[0])]} events of {row[0]}, there are {row[1]}.");
    }

    private static Event New(string name, int batch, int place) => new()
    {
        System = new(name),
        Type = new("soak.shared"),
        Title = $"{name}: event {place} of batch {batch}",
        CorrelationId = $"{name}-{batch}",
        Severity = place == 0 ? Severity.Error : Severity.Info,
        Duration = TimeSpan.FromMilliseconds(place),
        Tags = ["soak"],
    };
}
