namespace Otel.EventSink.Docs.Tests.Examples;

public static class RenderingExamples
{
    public static async Task ReportJson(IEventCollector events)
    {
        // <report-json>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(1));
        using var json = System.Text.Json.JsonDocument.Parse(report.ToJson());
        Console.WriteLine(string.Join('\n', json.RootElement.EnumerateObject().Select(p => p.Name)));
        // </report-json>
    }

    public static async Task ReportMarkdown(IEventCollector events)
    {
        // <report-markdown>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromMinutes(20));
        Console.WriteLine(report.ToMarkdown());
        // </report-markdown>
    }

    public static async Task ReportHtml(IEventCollector events, DirectoryInfo folder)
    {
        // <report-html>
        var report = await events.Analyzer.GenerateReportAsync(TimeSpan.FromDays(7));
        var file = Path.Combine(folder.FullName, "report.html");
        await File.WriteAllTextAsync(file, report.ToHtml());
        // </report-html>
        Assert.StartsWith("<!", await File.ReadAllTextAsync(file), StringComparison.OrdinalIgnoreCase);
    }
}
