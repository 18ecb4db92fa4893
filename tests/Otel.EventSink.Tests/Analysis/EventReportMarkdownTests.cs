using Otel.EventSink.Analysis.Rendering;

namespace Otel.EventSink.Tests;

public sealed class EventReportMarkdownTests
{
    [Fact]
    public void ItLooksAsApproved() => Approved.Matches("report.md", SampleReports.Small.ToMarkdown());

    [Theory]
    [InlineData("a|b", @"a\|b")]
    [InlineData("`x` *y* [z](u)", @"\`x\` \*y\* \[z\](u)")]
    [InlineData("<b> & \\", @"\<b\> \& \\")]
    [InlineData("session_buddy _so_", @"session_buddy \_so\_")]
    [InlineData("https://evil.example www.evil.example", @"https\://evil.example www\.evil.example")]
    [InlineData("one\r\ntwo\nthree\tfour", "one↵two↵three four")]
    [InlineData("\u001b[2J\u202Etxt", @"‹U+001B›\[2J‹U+202E›txt")]
    public void TextIsShownAsItIs(string text, string expected) => Assert.Equal(expected, MarkdownText.Escape(text));

    [Fact]
    public void LongTextIsCutButNeverWithinAnEscape()
    {
        var escaped = MarkdownText.Escape(new string('|', 300), 10);
        Assert.Equal(string.Concat(Enumerable.Repeat(@"\|", 9)) + "…", escaped);
    }

    [Fact]
    public void TablesLineUp()
    {
        var report = SampleReports.Small with { BySystem = new Dictionary<SourceSystem, long> { [new("受注")] = 1_000_000, [new("a|b")] = 1 } };
        var rows = report.ToMarkdown().Split('\n').SkipWhile(line => !line.StartsWith("| System", StringComparison.Ordinal)).TakeWhile(line => line.Length > 0);
        Assert.Single(rows.Select(MarkdownText.Width).Distinct());
    }

    [Fact]
    public void AnEmptyReportSaysSo() =>
        Assert.Equal("# Event report\n\n2026-11-16 19:00 to 2026-11-17 19:00 UTC (24 hours)\n\nNo events in this period.\n", SampleReports.Empty.ToMarkdown());
}
