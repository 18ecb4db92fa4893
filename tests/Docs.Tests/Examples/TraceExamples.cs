namespace Otel.EventSink.Docs.Tests.Examples;

public static class TraceExamples
{
    public static async Task TraceEvents(IEventCollector events)
    {
        // <trace-events>
        var trace = await events.Analyzer.TraceCorrelationAsync("4bf92f3577b34da6a3ce929d0e0e4736");
        foreach (var e in trace)
            Console.WriteLine($"{e.Timestamp:ss.fff}  {e.Kind,-5} {e.System,-10} {e.Title}");
        // </trace-events>
    }

    public static async Task TraceTree(IEventCollector events)
    {
        // <trace-tree>
        var trace = await events.Analyzer.TraceCorrelationAsync("4bf92f3577b34da6a3ce929d0e0e4736");
        Print(trace.Tree.Roots, "");

        static void Print(IReadOnlyList<TraceNode> nodes, string indent)
        {
            foreach (var node in nodes)
            {
                var mark = node.IsOnCriticalPath ? "*" : " ";
                Console.WriteLine($"{mark} {node.Duration.TotalMilliseconds,4} ms  {indent}{node.Event?.Title ?? "(not recorded)"}");
                Print(node.Children, indent + "  ");
            }
        }
        // </trace-tree>
    }

    public static async Task TraceCriticalPath(IEventCollector events)
    {
        // <trace-critical-path>
        var trace = await events.Analyzer.TraceCorrelationAsync("4bf92f3577b34da6a3ce929d0e0e4736");
        var slowest = trace.Tree.CriticalPath.MaxBy(n => n.SelfTime)!;
        Console.WriteLine($"{slowest.Event!.Title} took {slowest.SelfTime.TotalMilliseconds} of {trace.Tree.Duration.TotalMilliseconds} ms by itself");
        // </trace-critical-path>
    }

    public static async Task TraceSystems(IEventCollector events)
    {
        // <trace-systems>
        var trace = await events.Analyzer.TraceCorrelationAsync("4bf92f3577b34da6a3ce929d0e0e4736");
        Console.WriteLine(string.Join(", ", trace.Tree.Systems));
        // </trace-systems>
    }

    public static async Task TraceRelease(IEventCollector events)
    {
        // <trace-release>
        var trace = await events.Analyzer.TraceCorrelationAsync("release-03-12");
        Console.WriteLine($"{trace.Count} events, {trace.Tree.Duration:mm\\:ss}");
        foreach (var node in trace.Tree.CriticalPath)
            Console.WriteLine($"{node.SelfTime.TotalSeconds,6:F1} s  {node.Event?.System,-11} {node.Event?.Title}");
        // </trace-release>
    }

    public static async Task TraceUnknown(IEventCollector events)
    {
        // <trace-unknown>
        var trace = await events.Analyzer.TraceCorrelationAsync("no such id");
        Console.WriteLine(trace.Count);
        // </trace-unknown>
    }
}
