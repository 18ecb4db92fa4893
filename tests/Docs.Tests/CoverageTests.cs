using System.Reflection;

namespace Otel.EventSink.Docs.Tests;

/// <summary>What is public is described.</summary>
public class CoverageTests
{
    private static readonly string Guide = File.ReadAllText(Repository.PathOf("docs/guide.md"));

    [Theory]
    [InlineData(typeof(EventSinkOptions))]
    [InlineData(typeof(EventSinkExporterOptions))]
    [InlineData(typeof(InterceptionOptions))]
    public void TheGuideNamesEveryOption(Type options) =>
        Assert.All(options.GetProperties(), p => Assert.Contains($"| `{p.Name}` |", Guide, StringComparison.Ordinal));

    [Theory]
    [InlineData(typeof(EventQuery))]
    [InlineData(typeof(EventAnalyzer))]
    [InlineData(typeof(IEventCollector))]
    public void TheGuideNamesEveryMethod(Type type) =>
        Assert.All(
            type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(m => !m.IsSpecialName),
            m => Assert.Contains($"{m.Name}(", Guide, StringComparison.Ordinal));

    [Fact]
    public void TheGuideNamesEveryMemberOfARule() =>
        Assert.All(typeof(EventRule).GetProperties(), p => Assert.Contains($"`{p.Name}`", Guide, StringComparison.Ordinal));

    [Fact]
    public void TheGuideNamesEveryReasonForALoss() =>
        Assert.All(
            (string[])["queue_full", "displaced", "timeout", "store_failed", "rejected", "capture_failed", "read_only", "closed"],
            reason => Assert.Contains($"| `{reason}` |", Guide, StringComparison.Ordinal));

    [Fact]
    public void FiftyExamplesAskTheStore() =>
        Assert.InRange(
            ExampleSource.All.Values.Count(e => e.Code.Contains("events.Query()", StringComparison.Ordinal) || e.Code.Contains("events.Analyzer", StringComparison.Ordinal)),
            50, int.MaxValue);

    [Fact]
    public void LinksBetweenDocumentsLeadSomewhere()
    {
        foreach (var document in Repository.Documents)
            foreach (var target in Links(File.ReadAllText(Repository.PathOf(document))))
                Assert.True(Path.Exists(Repository.PathOf(Path.Combine(Path.GetDirectoryName(document)!, target))), $"{document} links to '{target}', which is not there.");
    }

    private static IEnumerable<string> Links(string text) =>
        System.Text.RegularExpressions.Regex.Matches(text, @"\]\(([^)#\s]+)(?:#[^)]*)?\)").Select(m => m.Groups[1].Value).Where(l => !l.Contains(':', StringComparison.Ordinal));
}
