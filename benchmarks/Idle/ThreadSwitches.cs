using System.Globalization;

namespace Otel.EventSink.Benchmarks.Idle;

/// <summary>How often each thread of this process was given a processor, as Linux counts it.</summary>
internal sealed class ThreadSwitches
{
    private readonly Dictionary<string, (string Name, long Count)> _threads = [];

    public static ThreadSwitches Now()
    {
        var result = new ThreadSwitches();
        foreach (var task in Directory.Exists("/proc/self/task") ? Directory.GetDirectories("/proc/self/task") : [])
            if (Read(Path.Combine(task, "status")) is { } fields)
                result._threads[task] = (fields["Name"], Number(fields, "voluntary_ctxt_switches") + Number(fields, "nonvoluntary_ctxt_switches"));
        return result;
    }

    /// <summary>Since then, of the threads whose name starts so; what threads did that have ended meanwhile is not known.</summary>
    public long Since(ThreadSwitches before, string name = "") =>
        _threads.Where(t => t.Value.Name.StartsWith(name, StringComparison.Ordinal))
            .Sum(t => t.Value.Count - before._threads.GetValueOrDefault(t.Key).Count);

    /// <summary>Null: the thread has ended meanwhile.</summary>
    private static Dictionary<string, string>? Read(string path)
    {
        try
        {
            return File.ReadAllLines(path).Select(l => l.Split(':', 2)).Where(p => p.Length == 2).ToDictionary(p => p[0], p => p[1].Trim());
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static long Number(Dictionary<string, string> fields, string name) => long.Parse(fields[name], CultureInfo.InvariantCulture);
}
