using System.Text.Json;

namespace Otel.EventSink.Benchmarks.Idle;

/// <summary>What the recorder costs a host that does nothing: hosts with and without it, in turn, each a process of its own.</summary>
internal static class IdleBenchmark
{
    public static async Task<object> RunAsync(Arguments arguments)
    {
        var rounds = arguments.Int("rounds", 5);
        var seconds = arguments.Int("seconds", 5);
        using var folder = new WorkFolder();
        await RunChildAsync("--db", folder["events.db"]);
        var (with, without, fresh) = (new List<IdleCost>(), new List<IdleCost>(), new List<IdleCost>());
        for (var round = 0; round < rounds; round++)
        {
            without.Add(await RunChildAsync());
            with.Add(await RunChildAsync("--db", folder["events.db"]));
            fresh.Add(await RunChildAsync("--db", folder[$"new{round}.db"]));
        }

        string[] idling = ["--seconds", $"{seconds}", "--settle", $"{arguments.Int("settle", 15)}"];
        var idleWithout = await RunChildAsync(idling);
        var idle = await RunChildAsync([.. idling, "--db", folder["events.db"]]);
        return new
        {
            startup_ms = Median(with),
            startup_ms_without = Median(without),
            startup_ms_added = Math.Round(Median(with) - Median(without), 1),
            startup_ms_added_new_database = Math.Round(Median(fresh) - Median(without), 1),
            idle_seconds = seconds,
            heap_bytes = idle.HeapBytes,
            heap_bytes_without = idleWithout.HeapBytes,
            working_set_bytes_added = idle.WorkingSetBytes - idleWithout.WorkingSetBytes,
            wakeups = idle.OwnSwitches,
            wakeups_of_process = idle.Switches,
            wakeups_of_process_without = idleWithout.Switches,
        };
    }

    private static double Median(IEnumerable<IdleCost> costs) => Math.Round(Figures.Median(costs.Select(c => c.StartupMilliseconds)), 1);

    private static async Task<IdleCost> RunChildAsync(params string[] arguments)
    {
        using var child = Self.Start(["idle-child", .. arguments]);
        var line = await Self.ReadLineAsync(child);
        await child.WaitForExitAsync();
        return JsonSerializer.Deserialize<IdleCost>(line)!;
    }
}
