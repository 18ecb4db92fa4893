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

    /// <summary>In memory, where there is such a folder: none of it is to last.</summary>
    private const string Memory = "/dev/shm";

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
        var states = Partitioner.Create(Cut(record, run.Random, count), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(states, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, state =>
        {
            var (lost, age) = Try(run, state);
            lock (gate)
            {
                run.Tried++;
                run.Lost += lost;
                oldest = age > oldest ? age : oldest;
            }
        });
        return oldest;
    }

    private static IEnumerable<CrashState> Cut(Record record, Random random, int count)
    {
        var points = CrashPoints.Choose(record.Entries, random, count);
        var disk = new Disk(record);
        var promised = new Promised(PowerCutLoad.Producers);
        var next = 0;
        for (var i = 0; i < record.Entries.Count && next < points.Count; i++)
        {
            disk.Play(record.Entries[i]);
            promised.Play(record.Entries[i]);
            for (; next < points.Count && points[next] == i; next++)
                yield return new CrashState(next, i, disk.CutPower(random), promised.Copy());
        }
    }

    private static (long Lost, TimeSpan OldestLoss) Try(Run run, CrashState state)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Directory.Exists(Memory) ? Memory : run.Folder, $"eventsink-{Guid.NewGuid():n}")).FullName;
        try
        {
            foreach (var (name, content) in state.Files)
                File.WriteAllBytes(Path.Combine(folder, name), content);
            var result = StateCheck.Check(folder, state.Promised);
            if (state.Number % ProductEvery == 0)
                TryWithProduct(Path.Combine(folder, PowerCutLoad.Database));
            return result;
        }
        catch (Exception e) when (e is not BrokenPromiseException)
        {
            throw new BrokenPromiseException($"after entry {state.Entry}: {e}");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void TryWithProduct(string path)
    {
        using var collector = EventCollector.Open(path);
        var before = collector.GetStatisticsAsync().AsTask().GetAwaiter().GetResult().TotalEvents;
        collector.CollectAsync(new Event { System = new("soak"), Type = new("soak.after"), Title = "after the power came back" }).AsTask().GetAwaiter().GetResult();
        var after = collector.Query().CountAsync().AsTask().GetAwaiter().GetResult();
        Run.Check(after == before + 1, $"the product counted {before} events, stored one, and then had {after}");
    }

    /// <param name="Number">Among those of its record.</param>
    /// <param name="Entry">The last that was played.</param>
    /// <param name="Files">What is on the disk.</param>
    /// <param name="Promised">What has to be.</param>
    private sealed record CrashState(int Number, int Entry, IReadOnlyDictionary<string, byte[]> Files, Promised Promised);
}
