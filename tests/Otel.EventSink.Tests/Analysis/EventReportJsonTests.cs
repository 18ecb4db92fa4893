using System.Globalization;
using System.Text.Json;

namespace Otel.EventSink.Tests;

public sealed class EventReportJsonTests
{
    private readonly JsonElement _json = JsonDocument.Parse(SampleReports.Small.ToJson()).RootElement;

    [Fact]
    public void TheFiguresAreThere()
    {
        Assert.Equal("2026-11-16T19:00:00Z", _json.GetProperty("period").GetProperty("since").GetString());
        Assert.Equal(152, _json.GetProperty("total_events").GetInt64());
        Assert.Equal(["debug", "info", "warning", "error", "critical"], _json.GetProperty("by_severity").EnumerateObject().Select(p => p.Name));
        Assert.Equal(107, _json.GetProperty("by_system").GetProperty("billing").GetInt64());
        Assert.Equal(48.0, _json.GetProperty("durations").GetProperty("p95_ms").GetDouble());
        Assert.Equal(900.0, _json.GetProperty("durations_by_type").GetProperty("a|b`<i>").GetProperty("p50_ms").GetDouble());
        Assert.Equal(90, _json.GetProperty("patterns").GetProperty("hourly_distribution").GetProperty("2026-11-16T22:00:00Z").GetInt64());
        var group = _json.GetProperty("errors").GetProperty("groups")[0];
        Assert.Equal(7, group.GetProperty("count").GetInt64());
        Assert.True(group.GetProperty("is_new").GetBoolean());
        Assert.Equal("2026-11-16T22:54:00Z", group.GetProperty("last_seen").GetString());
    }

    [Fact]
    public void AnEventHasTheColumnsOfTheView()
    {
        var e = _json.GetProperty("recent_events")[0];
        Assert.Equal(
            ["id", "timestamp", "system", "event_type", "severity", "title", "description", "data", "tags", "correlation_id", "source_component", "duration_ms", "metadata", "span_id", "parent_span_id", "sequence", "severity_number", "kind"],
            e.EnumerateObject().Select(p => p.Name));
        Assert.Equal("2026-11-16T22:05:00.000000000Z", e.GetProperty("timestamp").GetString());
        Assert.Equal(12.5, e.GetProperty("duration_ms").GetDouble());
        Assert.Equal("info", e.GetProperty("severity").GetString());
        Assert.Equal(JsonValueKind.Null, e.GetProperty("correlation_id").ValueKind);
    }

    [Fact]
    public void ValuesKeepTheirTypes() =>
        Assert.Equal("""{"n":1,"x":2.0,"list":["a",true,null]}""", string.Concat(_json.GetProperty("recent_events")[1].GetProperty("data").GetRawText().Where(c => !char.IsWhiteSpace(c))));

    [Fact]
    public void HostileTextComesBackAsItWasButIsEscapedInTheFile()
    {
        Assert.Equal(SampleReports.Hostile, _json.GetProperty("recent_events")[1].GetProperty("title").GetString());
        var text = SampleReports.Small.ToJson();
        Assert.DoesNotContain("<script", text, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', text);
        Assert.DoesNotContain('\u001b', text);
    }

    [Fact]
    public void WhatJsonCannotHoldDoesNotBreakIt()
    {
        Assert.Equal(JsonValueKind.Null, _json.GetProperty("patterns").GetProperty("anomalies")[0].GetProperty("deviation").ValueKind);
        var lone = SampleReports.Empty with { RecentEvents = [SampleReports.Make(0, "a", "b", Severity.Info, "half \ud83d") with { Tags = ["\udc00"] }] };
        Assert.Equal("half \ufffd", JsonDocument.Parse(lone.ToJson()).RootElement.GetProperty("recent_events")[0].GetProperty("title").GetString());
    }

    [Fact]
    public void TheCultureOfTheProgramDoesNotMatter()
    {
        var before = CultureInfo.CurrentCulture;
        var report = SampleReports.Small;
        var expected = (report.ToJson(), report.ToMarkdown(), report.ToHtml());
        try
        {
            foreach (var culture in new[] { "de-DE", "ar-SA", "th-TH" })
            {
                CultureInfo.CurrentCulture = new CultureInfo(culture);
                Assert.Equal(expected, (report.ToJson(), report.ToMarkdown(), report.ToHtml()));
            }
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void AnEmptyReportIsValid() =>
        Assert.Equal(JsonValueKind.Null, JsonDocument.Parse(SampleReports.Empty.ToJson()).RootElement.GetProperty("durations").ValueKind);
}
