using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// Another program holds the lock of the file for long. Who drops when its queue is full never waits; who waits loses nothing; health says
/// so as long as it lasts.
/// </summary>
internal static class ForeignLock
{
    public const string Hold = "hold-lock";

    /// <summary>Promised is that nobody waits for the lock. A thread that is not given the processor waits all the same.</summary>
    private const double LongCallMilliseconds = 1_000;

    public static readonly Promise Promise = new("R8", "locked elsewhere: nobody waits who may drop, nothing is lost who waits", Small: 4, Whole: 60, RunAsync);

    /// <summary>Locks the file until it is told to let go.</summary>
    public static Task<int> HoldAsync(string[] arguments)
    {
        using var connection = new SqliteConnection($"Data Source={arguments[0]};Pooling=False");
        connection.Open();
        Execute(connection, "BEGIN EXCLUSIVE");
        Console.WriteLine("locked");
        Console.ReadLine();
        Execute(connection, "ROLLBACK");
        Console.WriteLine("free");
        return Task.FromResult(0);
    }

    /// <summary>A try is a second that the lock is held for.</summary>
    private static async Task RunAsync(Run run)
    {
        var path = run.Path("events.db");
        await using var waiting = Open(path, QueueFullMode.Wait);
        await using var dropping = Open(path, QueueFullMode.DropNewest);
        using var child = new Child(Hold, [path]);
        Run.Check(child.NeedLine() == "locked", "The child holds no lock.");
        var patient = new Producer(waiting, "waits");
        var hasty = new Producer(dropping, "drops");
        await Waiting.UntilAsync(waiting, CollectorStatus.Degraded);
        await Waiting.UntilAsync(dropping, CollectorStatus.Degraded);
        for (; run.Tried < run.Tries; run.Tried++)
        {
            var before = hasty.Emitted;
            await Task.Delay(TimeSpan.FromSeconds(1));
            Run.Check(hasty.Emitted > before, "Who may drop stood still.");
            Run.Check((await waiting.CheckHealthAsync()).Status == CollectorStatus.Degraded, "Health does not say that the file is locked.");
        }

        var slowest = hasty.SlowestMilliseconds;
        child.WriteLine("go");
        Run.Check(child.NeedLine() == "free", "The child did not let go.");
        patient.Stop();
        hasty.Stop();
        await Waiting.UntilAsync(waiting, CollectorStatus.Healthy);
        await waiting.DisposeAsync();
        await dropping.DisposeAsync();

        var (kept, some) = (await waiting.CheckHealthAsync(), await dropping.CheckHealthAsync());
        using var store = new Store(path);
        run.Lost = patient.Emitted - store.Number("SELECT count(*) FROM events WHERE description = 'waits'")
            + hasty.Emitted - some.Dropped.Values.Sum() - store.Number("SELECT count(*) FROM events WHERE description = 'drops'");
        run.Note = $"seconds; {patient.Emitted:n0} events waited, {some.Dropped.Values.Sum():n0} of {hasty.Emitted:n0} counted as dropped, whose slowest call took {slowest:n2} ms";
        Run.Check(kept.Dropped.Count == 0, $"{kept.Dropped.Values.Sum()} were dropped of those who wait.");
        Run.Check(slowest < LongCallMilliseconds, run.Note);
    }

    private static EventCollector Open(string path, QueueFullMode mode) => EventCollector.Open(new EventSinkOptions
    {
        DatabasePath = path,
        FullMode = mode,
        QueueCapacity = 4_096,
        OnFailure = _ => { },
    });

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
