namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// Somebody else takes the disk's last byte at a random moment and gives it back some time later. Meanwhile the program goes on, health
/// says so soon, and afterwards everything that had a place in the queue is stored.
/// </summary>
internal static class FullDisk
{
    private const int DiskMebibytes = 24;

    /// <summary>Promised are 1 s and 5 s. What is measured is printed; a machine that others use may take some more.</summary>
    private static readonly TimeSpan DegradedWithin = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan ResumedWithin = TimeSpan.FromSeconds(15);

    public static readonly Promise Promise = new("R3", "full disk: the program goes on, nothing that waits is lost", Small: 2, Whole: 40, RunAsync)
    {
        Missing = SmallDisk.Missing,
    };

    private static async Task RunAsync(Run run)
    {
        var (degraded, resumed, slowest) = (TimeSpan.Zero, TimeSpan.Zero, 0.0);
        long dropped = 0;
        for (; run.Tried < run.Tries; run.Tried++)
        {
            // In turn: a queue that holds all that comes meanwhile, and one that does not.
            var isLarge = run.Tried % 2 == 0;
            using var disk = SmallDisk.TryMount(DiskMebibytes)!;
            await using var collector = EventCollector.Open(new EventSinkOptions
            {
                DatabasePath = disk.Database,
                FullMode = isLarge ? QueueFullMode.Wait : QueueFullMode.DropNewest,
                QueueCapacity = isLarge ? 1 << 20 : 1 << 10,
                OnFailure = _ => { },
            });
            var producers = Enumerable.Range(0, 2).Select(p => new Producer(collector, $"producer {p}")).ToList();
            await Task.Delay(run.Random.Next(200));
            disk.Fill();
            degraded = Longer(degraded, await Waiting.UntilAsync(collector, CollectorStatus.Degraded));
            var emitted = producers.Sum(p => p.Emitted);
            await Task.Delay(run.Random.Next(1_000));
            Run.Check(producers.Sum(p => p.Emitted) > emitted, "Producers stood still while the disk was full.");

            disk.Empty();
            var stored = (await collector.CheckHealthAsync()).Stored;
            resumed = Longer(resumed, await Waiting.UntilAsync(async () => (await collector.CheckHealthAsync()).Stored > stored, "events are stored again"));
            producers.ForEach(p => p.Stop());
            await collector.FlushAsync(Durability.Synced);
            await collector.DisposeAsync();

            var health = await collector.CheckHealthAsync();
            run.Lost += CountLost(health, disk, producers, isLarge);
            dropped += health.Dropped.Values.Sum();
            slowest = producers.Max(p => Math.Max(slowest, p.SlowestMilliseconds));
        }

        run.Note = $"degraded after {degraded.TotalMilliseconds:n0} ms, stored again after {resumed.TotalMilliseconds:n0} ms at most; {dropped:n0} counted as dropped by small queues; the slowest call {slowest:n1} ms";
        Run.Check(degraded < DegradedWithin && resumed < ResumedWithin, run.Note);
    }

    private static long CountLost(CollectorHealth health, SmallDisk disk, List<Producer> producers, bool isLarge)
    {
        using var store = new Store(disk.Database);
        store.CheckIntegrity();
        var emitted = producers.Sum(p => p.Emitted);
        Run.Check(!isLarge || health.Dropped.Count == 0, $"{health.Dropped.Values.Sum()} were dropped though they had a place.");
        Run.Check(health.Emitted == emitted, $"{emitted} were emitted, health says {health.Emitted}.");
        return emitted - health.Dropped.Values.Sum() - store.Number("SELECT count(*) FROM events");
    }

    private static TimeSpan Longer(TimeSpan one, TimeSpan other) => one > other ? one : other;
}
