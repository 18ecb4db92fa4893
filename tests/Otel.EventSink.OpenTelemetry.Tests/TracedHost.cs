using System.Collections.Concurrent;

namespace Otel.EventSink.Exporters.Tests;

/// <summary>What came of the scenarios in a host with a process of its own, since listeners hear all of one. Each kind of host runs once.</summary>
public sealed class TracedHost
{
    private static readonly ConcurrentDictionary<(string, string, string), Task<TracedHost>> Runs = [];
    private readonly string[] _lines;

    private TracedHost(string[] lines) => _lines = lines;

    /// <summary>What the program saw of its spans, and what was exported, without ids.</summary>
    public string[] Observed => [.. _lines.Where(l => l.StartsWith("saw ") || l.StartsWith("exported "))];

    public IEnumerable<string> Exported => Observed.Where(l => l.StartsWith("exported "));

    public string[] ExportedIds => After("id ");

    public string[] StoredIds => After("stored ");

    /// <summary>The arguments are those of tests/HostProcess/Tracing.cs.</summary>
    public static Task<TracedHost> RunAsync(string tracer, string sampler, string recorder) =>
        Runs.GetOrAdd((tracer, sampler, recorder), _ => Task.Run(() => Run(tracer, sampler, recorder)));

    private static TracedHost Run(string tracer, string sampler, string recorder)
    {
        using var folder = new TempFolder();
        using var child = Child.Of("HostProcess", "trace", folder.Database, tracer, sampler, recorder);
        return child.ReadToEnd() is [.., "done"] lines ? new TracedHost(lines) : throw new InvalidOperationException("The child did not run to its end.");
    }

    private string[] After(string word) => [.. _lines.Where(l => l.StartsWith(word)).Select(l => l[word.Length..])];
}
