namespace Otel.EventSink.Docs.Tests.Examples;

public static class FirstAnswers
{
    public static async Task FirstFaults(IEventCollector events)
    {
        // <first-faults>
        var faults = await events.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(1));
        foreach (var group in faults.Groups.Take(4))
            Console.WriteLine($"{group.Count}x{(group.IsNew ? " new" : "    ")}  {group.Title}");
        // </first-faults>
    }

    public static async Task FirstTrace(IEventCollector events)
    {
        // <first-trace>
        var trace = await events.Analyzer.TraceCorrelationAsync("4bf92f3577b34da6a3ce929d0e0e4736");
        foreach (var span in trace.Tree.CriticalPath)
            Console.WriteLine($"{span.SelfTime.TotalMilliseconds,4} ms  {span.Event?.System,-9} {span.Event?.Title}");
        // </first-trace>
    }

    public static async Task FirstUnusual(IEventCollector events)
    {
        // <first-unusual>
        var patterns = await events.Analyzer.DetectPatternsAsync(TimeSpan.FromDays(2));
        foreach (var hour in patterns.Anomalies.Take(1))
            Console.WriteLine($"{hour.Hour:MMM dd HH:mm}: {hour.Count} events, usually {hour.Expected}");
        // </first-unusual>
    }

    public static async Task FirstReport(IEventCollector events)
    {
        // <first-report>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1));
        Console.WriteLine($"{report.TotalEvents} events, {report.Errors.TotalErrors} errors; half of what has a duration took at most {report.Durations?.P50.TotalMilliseconds} ms");
        // </first-report>
    }

    public static async Task FirstLive(IEventCollector events)
    {
        // <first-live>
        using var subscription = events.Subscribe(
            (e, ct) =>
            {
                Console.WriteLine($"{e.Severity}: {e.Title}");
                return ValueTask.CompletedTask;
            },
            events.Query().MinSeverity(Severity.Warning));
        // </first-live>
        await events.CollectAsync(new Event { System = new("shop"), Type = EventType.ErrorOccurred, Title = "Printer on fire", Severity = Severity.Error });
        for (var i = 0; i < 500 && (await events.CheckHealthAsync()).Subscribers[0].Delivered == 0; i++)
            await Task.Delay(10);
    }
}
