using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Otel.EventSink.Tests;

public sealed partial class EventReportHtmlTests
{
    private static readonly string Page = SampleReports.Small.ToHtml();

    // Without the style: a change of a colour is nothing to approve here.
    [Fact]
    public void ItLooksAsApproved() => Approved.Matches("report.html", Hash().Replace(Style().Replace(Page, "<style></style>"), "'sha256-'"));

    public static TheoryData<int> Windows => [0, 1, 2, 24, 199, 200, 201, 720, 10_000];

    [Theory]
    [MemberData(nameof(Windows))]
    public void APageOfAnyLengthOfTimeIsWellFormedAndNotTooLarge(int hours)
    {
        var page = SampleReports.Create(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero), hours, hour => hour * 7 % 100, hour => hour % 5).ToHtml();
        Assert.NotNull(XDocument.Parse(page).Root);
        Assert.InRange(page.Length, 1_000, 150_000);
        Assert.DoesNotContain("NaN", page, StringComparison.Ordinal);
        Assert.DoesNotContain("∞%", page, StringComparison.Ordinal);
    }

    [Fact]
    public void ItRunsNothingAndLoadsNothing()
    {
        var elements = XDocument.Parse(Page).Descendants().ToList();
        Assert.DoesNotContain(elements, e => e.Name.LocalName is "script" or "img" or "link" or "a" or "iframe" or "form" or "object" or "use" or "image");
        Assert.DoesNotContain(elements.Attributes(), a => a.Name.LocalName.StartsWith("on", StringComparison.Ordinal) || a.Name.LocalName is "src" or "href" or "style");
    }

    [Fact]
    public void ThePolicyAllowsThisStyleAndNothingElse()
    {
        var style = Style().Match(Page).Groups[1].Value;
        var policy = XDocument.Parse(Page).Descendants("meta").Single(m => m.Attribute("http-equiv") is not null).Attribute("content")!.Value;
        Assert.Equal($"default-src 'none'; style-src 'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'; base-uri 'none'; form-action 'none'", policy);
        Assert.DoesNotContain("url(", style, StringComparison.Ordinal);
        Assert.DoesNotContain("@import", style, StringComparison.Ordinal);
    }

    [Fact]
    public void HostileTextIsTextAndWhatHidesIsVisible()
    {
        var title = XDocument.Parse(Page).Descendants("bdi").Last().Value;
        Assert.StartsWith("<script>alert('x')</script> | `=cmd|' /C calc'!A0` ‹U+202E›gnp.exe‹U+202C› ‹U+001B›[31m", title, StringComparison.Ordinal);
        Assert.DoesNotContain(Page, c => c is '\u202E' or '\u202C' || (char.IsControl(c) && c != '\n'));
    }

    [Fact]
    public void EveryKindOfTextThatXmlForbidsIsReplaced()
    {
        foreach (var chunk in Enumerable.Range(0, 0x10000).Select(i => (char)i).Chunk(400).Select(chunk => new string(chunk)))
            Assert.NotNull(XDocument.Parse((SampleReports.Empty with { RecentEvents = [SampleReports.Make(0, "s", "t", Severity.Info, chunk)] }).ToHtml()).Root);
    }

    [Fact]
    public void ChartsHaveNamesForThoseWhoCannotSeeThem()
    {
        foreach (var svg in XDocument.Parse(Page).Descendants("svg").Where(svg => svg.Ancestors("svg").FirstOrDefault() is null))
            Assert.True(svg.Attribute("aria-hidden") is not null || (svg.Attribute("role")?.Value == "img" && (svg.Attribute("aria-label") ?? svg.Attribute("aria-labelledby")) is not null));
    }

    [Fact]
    public void AnEmptyReportIsAPageToo()
    {
        var text = XDocument.Parse(SampleReports.Empty.ToHtml()).Root!.Value;
        Assert.Contains("No errors in this period.", text, StringComparison.Ordinal);
        Assert.Contains("No events in this period.", text, StringComparison.Ordinal);
    }

    [GeneratedRegex("<style>(.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("'sha256-[^']+'")]
    private static partial Regex Hash();
}
