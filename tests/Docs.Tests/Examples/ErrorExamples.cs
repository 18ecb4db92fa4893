namespace Otel.EventSink.Docs.Tests.Examples;

public static class ErrorExamples
{
    public static async Task ErrorsCount(IEventCollector events)
    {
        // <errors-count>
        var errors = await events.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(2));
        Console.WriteLine($"{errors.TotalErrors} errors, {errors.CriticalErrors} of them critical");
        Console.WriteLine($"from {errors.Period.Since:MMM dd HH:mm}, {errors.Period.Length.TotalHours:F0} hours");
        // </errors-count>
    }

    public static async Task ErrorsSpread(IEventCollector events)
    {
        // <errors-spread>
        var errors = await events.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(2));
        foreach (var (system, count) in errors.ErrorsBySystem)
            Console.WriteLine($"{count,2}  {system}");
        foreach (var (component, count) in errors.ErrorsByComponent.Take(2))
            Console.WriteLine($"{count,2}  {component}");
        foreach (var (type, count) in errors.ErrorsByType.Take(2))
            Console.WriteLine($"{count,2}  {type}");
        // </errors-spread>
    }

    public static async Task ErrorsTrend(IEventCollector events)
    {
        // <errors-trend>
        var errors = await events.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(1));
        foreach (var part in errors.Trend.Where(p => p.Count > 0))
            Console.WriteLine($"{part.Start:HH:mm}  {new string('#', (int)part.Count)}");
        // </errors-trend>
    }

    public static async Task ErrorsRecent(IEventCollector events)
    {
        // <errors-recent>
        var errors = await events.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(1));
        foreach (var e in errors.RecentErrors.Take(3))
            Console.WriteLine($"{e.Timestamp:HH:mm}  {e.Title}");
        // </errors-recent>
    }

    public static async Task ErrorsGroups(IEventCollector events)
    {
        // <errors-groups>
        var errors = await events.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromDays(3));
        foreach (var group in errors.Groups)
            Console.WriteLine($"{group.Count}x  {group.Grouping}  {group.Title}");
        // </errors-groups>
    }

    public static async Task ErrorsNew(IEventCollector events)
    {
        // <errors-new>
        var errors = await events.Analyzer.AnalyzeErrorsAsync(TimeSpan.FromHours(12));
        foreach (var group in errors.Groups.Where(g => g.IsNew))
            Console.WriteLine($"new at {group.FirstSeen:HH:mm}: {group.Title}; e.g. {group.Example.Title}");
        // </errors-new>
    }
}
