using System.Collections.Concurrent;
using System.Globalization;
using Otel.EventSink.Soak.Replay;
using Otel.EventSink.Soak.Shim;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// What the product writes, and when it syncs, is recorded; the record is then played on a <see cref="Disk"/> whose power fails at random
/// moments. Whatever such a disk may hold afterwards must open, be sound, and hold all that was said to survive.
/// </summary>
internal static class PowerCuts
{
    private const int StatesPerRecord = 250;
    private const int LongEvery = 20;
    private const int StatesPerLongRecord = 100;

    /// <summary>Opened by the product as well, and written to.</summary>
    private const int ProductEvery = 20;

    public static readonly Promise Promise = new(
        "R2", "power cut: synced events stay, committed ones but 500 ms, no half batch", Small: 300, Whole: 10_000, RunAsync)
    {
        Missing = ShimLibrary.Missing,
    };

    private static async Task RunAsync(Run run)
    {
        var environment = await ShimLibrary.BuildAsync(run.Folder);
        var oldest = TimeSpan.Zero;
        var records = 0;
        for (var left = run.Tries; left > 0; records++)
        {
            var variant = records % LongEvery == 2 ? PowerCutVariant.Long : records % 2 == 1 ? PowerCutVariant.Deleting : PowerCutVariant.Short;
            var count = Math.Min(left, variant == PowerCutVariant.Long ? StatesPerLongRecord : StatesPerRecord);
            var record = RecordRun(run, environment, variant, records);
            oldest = TryStates(run, record, count) is var age && age > oldest ? age : oldest;
            left -= count;
        }

        run.Note = string.Create(CultureInfo.InvariantCulture, $"states of {records} runs; the oldest committed event that was lost was {oldest.TotalMilliseconds:n0} ms old");
    }

    private static Record RecordRun(Run run, IReadOnlyDictionary<string, string> environment, PowerCutVariant variant, int number)
    {
        var folder = Directory.CreateDirectory(run.Path($"run-{number}")).FullName;
        var file = run.Path("record");
        using (var child = new Child(PowerCutLoad.Name, [folder, file, variant.ToString(), $"{run.Random.Next()}"], environment))
            Run.Check(child.WaitForExit() == 0, $"the recorded process failed: {child.StandardError.GetAwaiter().GetResult()}");
        Directory.Delete(folder, recursive: true);
        return Record.Read(file);
    }

    /// <summary>One process plays and cuts, several check.</summary>
    private static TimeSpan TryStates(Run run, Record record, int count)
    {
        var oldest = TimeSpan.Zero;
        var gate = new Lock();
        var states = Partitioner.Create(
            CrashState.Cut(record, CrashPoints.Choose(record.Entries, run.Random, count), run.Random), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(states, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, state =>
        {
            var (lost, age) = state.Check(run.Folder, state.Number % ProductEvery == 0 ? TryWithProduct : null);
            lock (gate)
            {
                run.Tried++;
                run.Lost += lost;
                oldest = age > oldest ? age : oldest;
            }
        });
        return oldest;
    }

    private static void TryWithProduct(string path)
    {
        using var collector = EventCollector.Open(path);
        var before = collector.GetStatisticsAsync().AsTask().GetAwaiter().GetResult().TotalEvents;
        collector.CollectAsync(new Event { System = new("soak"), Type = new("soak.after"), Title = "after the power came back" }).AsTask().GetAwaiter().GetResult();
        var after = collector.Query().CountAsync().AsTask().GetAwaiter().GetResult();
        Run.Check(after == before + 1, $"the product counted {before} events, stored one, and then had {after}");
    }
}
