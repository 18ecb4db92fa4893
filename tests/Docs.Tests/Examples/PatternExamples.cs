namespace Otel.EventSink.Docs.Tests.Examples;

public static class PatternExamples
{
    public static async Task PatternsSpread(IEventCollector events)
    {
        // <patterns-spread>
        var patterns = await events.Analyzer.DetectPatternsAsync(TimeSpan.FromDays(1));
        Console.WriteLine($"{patterns.TotalEvents} events, {patterns.AverageDuration?.TotalMilliseconds:F0} ms on average");
        foreach (var (type, count) in patterns.EventTypes.OrderByDescending(p => p.Value).Take(2))
            Console.WriteLine($"{count,4}  {type}");
        foreach (var (system, count) in patterns.Systems.OrderByDescending(p => p.Value).Take(2))
            Console.WriteLine($"{count,4}  {system}");
        // </patterns-spread>
    }

    public static async Task PatternsHours(IEventCollector events)
    {
        // <patterns-hours>
        var patterns = await events.Analyzer.DetectPatternsAsync(TimeSpan.FromHours(18));
        foreach (var (hour, count) in patterns.HourlyDistribution.Take(5))
            Console.WriteLine($"{hour:HH:mm}  {new string('#', (int)count)}");
        // </patterns-hours>
    }

    public static async Task PatternsAnomalies(IEventCollector events)
    {
        // <patterns-anomalies>
        var patterns = await events.Analyzer.DetectPatternsAsync(TimeSpan.FromDays(2));
        foreach (var hour in patterns.Anomalies)
            Console.WriteLine($"{hour.Hour:MMM dd HH:mm}  {hour.Count} instead of {hour.Expected:F1}, {hour.Deviation:F1} sigma; {hour.Rule}");
        // </patterns-anomalies>
    }

    public static async Task PatternsOptions(IEventCollector events)
    {
        // <patterns-options>
        var options = new AnomalyOptions { Method = AnomalyMethod.MeanAndSigma, Threshold = 3 };
        var patterns = await events.Analyzer.DetectPatternsAsync(TimeSpan.FromDays(2), options);
        foreach (var hour in patterns.Anomalies)
            Console.WriteLine($"{hour.Hour:MMM dd HH:mm}  {hour.Count} instead of {hour.Expected:F1}; {hour.Rule}");
        // </patterns-options>
    }
}
