using System.Collections.Concurrent;
using System.Globalization;
using Otel.EventSink.Soak.Shim;

namespace Otel.EventSink.Soak.Promises;

/// <summary>
/// Every call that the product makes on its files fails once, and once for as long as nobody has noticed: each write, sync, cut and
/// opening of a run that stores, syncs, moves the log, deletes and closes. See <see cref="IoFaultRun"/> for what is looked at.
/// </summary>
internal static class IoFaults
{
    /// <summary>Most of a run is waiting.</summary>
    private static readonly int Children = 2 * Environment.ProcessorCount;

    private const int MaxShown = 20;
    private const int LongWeight = 8;

    public static readonly Promise Promise = new(
        "R4", "every I/O error shows; nothing is called synced after a failed sync", Small: 60, Whole: int.MaxValue, RunAsync)
    {
        Missing = ShimLibrary.Missing,
    };

    private static async Task RunAsync(Run run)
    {
        var environment = await ShimLibrary.BuildAsync(run.Folder);
        var faults = new ConcurrentQueue<IoFault>(List(run, environment));
        var broken = new ConcurrentQueue<string>();
        var moves = new int[Enum.GetValues<LogMovedBy>().Length];
        var slowest = 0;
        var gate = new Lock();
        await Task.WhenAll(Enumerable.Range(0, Children).Select(_ => Task.Run(() =>
        {
            using var child = Start(run, environment);
            while (faults.TryDequeue(out var fault))
            {
                try
                {
                    var (tried, ticks, mover) = Try(child, fault);
                    lock (gate)
                    {
                        run.Tried += tried;
                        moves[(int)mover]++;
                        slowest = Math.Max(slowest, ticks);
                    }
                }
                catch (BrokenPromiseException e)
                {
                    broken.Enqueue(e.Message);
                }
            }
        })));
        Run.Check(broken.IsEmpty, $"{broken.Count} faults: {string.Join("; ", broken.Take(MaxShown))}");
        run.Note = string.Create(CultureInfo.InvariantCulture, $"the slowest was shown after {slowest * IoFaultRun.TickMilliseconds:n0} ms; moving the log failed {moves[(int)LogMovedBy.Checkpointer]} times for the checkpointer, {moves[(int)LogMovedBy.Writer]} for the writer");
    }

    /// <summary>All there are, if not too many; else some.</summary>
    private static List<IoFault> List(Run run, IReadOnlyDictionary<string, string> environment)
    {
        var all = new List<IoFault>();
        using var child = Start(run, environment);
        foreach (var isLong in (bool[])[false, true])
        {
            child.WriteLine(new IoFault(CallKind.Write, 0, 0, false, isLong).ToString());
            var counts = child.NeedLine().Split(' ');
            foreach (var kind in Enum.GetValues<CallKind>())
            {
                // The writes of a long run are like those of a short one, and many.
                if (isLong && kind == CallKind.Write)
                    continue;
                // Not every run makes as many.
                var count = int.Parse(counts[(int)kind], CultureInfo.InvariantCulture) * 5 / 4 + 1;
                foreach (var error in kind == CallKind.Write ? (int[])[IoFault.EIO, IoFault.ENOSPC] : [IoFault.EIO])
                    foreach (var isLasting in (bool[])[false, true])
                        all.AddRange(Enumerable.Range(1, count).Select(n => new IoFault(kind, n, error, isLasting, isLong)));
            }
        }

        // However few there are to be: some of each kind, and less of those that take long.
        return
        [
            .. all.GroupBy(f => (f.Kind, f.IsLong))
                .SelectMany(g => g.OrderBy(_ => run.Random.Next()).Select((f, i) => (Fault: f, Rank: (i + run.Random.NextDouble()) * (f.IsLong ? LongWeight : 1))))
                .OrderBy(f => f.Rank)
                .Take(run.Tries)
                .Select(f => f.Fault),
        ];
    }

    private static Child Start(Run run, IReadOnlyDictionary<string, string> environment) =>
        new(IoFaultLoad.Name, [Directory.CreateDirectory(run.Path($"{Guid.NewGuid():n}")).FullName, $"{run.Random.Next()}"], environment);

    private static (int Tried, int Ticks, LogMovedBy FailedMove) Try(Child child, IoFault fault)
    {
        child.WriteLine(fault.ToString());
        var answer = child.NeedLine();
        if (answer.Split(' ') is not ["held", var fired, var lost, var ticks, var mover])
            throw new BrokenPromiseException($"{fault}: {answer}");
        Run.Check(lost == "0", $"{fault}: {lost} events lost");
        return (int.Parse(fired, CultureInfo.InvariantCulture), int.Parse(ticks, CultureInfo.InvariantCulture), Enum.Parse<LogMovedBy>(mover));
    }
}
