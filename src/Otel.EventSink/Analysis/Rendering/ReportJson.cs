using System.Text.Json;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>A report for programs.</summary>
internal static class ReportJson
{
    public static string Render(EventReport report) => JsonText.Of(json => Write(json, report), indented: true) + "\n";

    public static void Write(Utf8JsonWriter json, EventReport report)
    {
        json.WriteStartObject();
        AnalysisJson.WritePeriod(json, report.Period);
        json.WriteNumber("total_events"u8, report.TotalEvents);
        json.WriteStartObject("by_severity"u8);
        foreach (var (severity, count) in Rankings.Severities(report.BySeverity))
            json.WriteNumber(Figures.Name(severity), count);
        json.WriteEndObject();
        AnalysisJson.WriteCounts(json, "by_system", report.BySystem);
        AnalysisJson.WriteCounts(json, "by_type", report.ByType);
        if (report.Durations is { } durations)
        {
            json.WritePropertyName("durations"u8);
            AnalysisJson.Write(json, durations);
        }
        else
            json.WriteNull("durations"u8);
        json.WriteStartObject("durations_by_type"u8);
        foreach (var (type, summary) in Rankings.Slowest(report.DurationsByType))
        {
            json.WritePropertyName(type.Name);
            AnalysisJson.Write(json, summary);
        }

        json.WriteEndObject();
        json.WritePropertyName("errors"u8);
        AnalysisJson.Write(json, report.Errors);
        json.WritePropertyName("patterns"u8);
        AnalysisJson.Write(json, report.Patterns);
        AnalysisJson.WriteEvents(json, "recent_events", report.RecentEvents);
        json.WriteEndObject();
    }
}
