using System.Text.Json;
using Otel.EventSink.Capture;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Analyses as JSON: names in snake_case, times in UTC, durations in ms.</summary>
internal static class AnalysisJson
{
    public static void Write(Utf8JsonWriter json, ErrorAnalysis errors)
    {
        json.WriteStartObject();
        WritePeriod(json, errors.Period);
        json.WriteNumber("total_errors"u8, errors.TotalErrors);
        json.WriteNumber("critical_errors"u8, errors.CriticalErrors);
        WriteCounts(json, "errors_by_type", errors.ErrorsByType);
        WriteCounts(json, "errors_by_system", errors.ErrorsBySystem);
        WriteCounts(json, "errors_by_component", errors.ErrorsByComponent);
        json.WriteStartArray("trend"u8);
        foreach (var part in errors.Trend)
        {
            json.WriteStartObject();
            json.WriteString("start"u8, Time(part.Start));
            json.WriteNumber("count"u8, part.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("groups"u8);
        foreach (var group in errors.Groups)
            Write(json, group);
        json.WriteEndArray();
        WriteEvents(json, "recent_errors", errors.RecentErrors);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, PatternAnalysis patterns)
    {
        json.WriteStartObject();
        WritePeriod(json, patterns.Period);
        json.WriteNumber("total_events"u8, patterns.TotalEvents);
        json.WriteStartObject("hourly_distribution"u8);
        foreach (var (hour, count) in patterns.HourlyDistribution.OrderBy(pair => pair.Key))
            json.WriteNumber(Time(hour), count);
        json.WriteEndObject();
        WriteCounts(json, "event_types", patterns.EventTypes);
        WriteCounts(json, "systems", patterns.Systems);
        json.WriteStartObject("severities_by_system"u8);
        foreach (var (system, severities) in patterns.SeveritiesBySystem)
            WriteCounts(json, system.Name, severities);
        json.WriteEndObject();
        if (patterns.AverageDuration is { } average)
            json.WriteNumber("average_duration_ms"u8, Milliseconds(average));
        else
            json.WriteNull("average_duration_ms"u8);
        json.WriteStartArray("anomalies"u8);
        foreach (var anomaly in patterns.Anomalies)
            Write(json, anomaly);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, DurationSummary durations)
    {
        json.WriteStartObject();
        json.WriteNumber("count"u8, durations.Count);
        json.WriteNumber("min_ms"u8, Milliseconds(durations.Min));
        json.WriteNumber("max_ms"u8, Milliseconds(durations.Max));
        json.WriteNumber("average_ms"u8, Milliseconds(durations.Average));
        json.WriteNumber("p50_ms"u8, Milliseconds(durations.P50));
        json.WriteNumber("p95_ms"u8, Milliseconds(durations.P95));
        json.WriteNumber("p99_ms"u8, Milliseconds(durations.P99));
        json.WriteEndObject();
    }

    public static void WritePeriod(Utf8JsonWriter json, AnalysisPeriod period)
    {
        json.WriteStartObject("period"u8);
        json.WriteString("since"u8, Time(period.Since));
        json.WriteString("until"u8, Time(period.Until));
        json.WriteEndObject();
    }

    public static void WriteCounts<TKey>(Utf8JsonWriter json, string name, IReadOnlyDictionary<TKey, long> counts)
        where TKey : notnull
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in Rankings.Most(counts))
            json.WriteNumber(JsonValues.Sound(key.ToString() ?? ""), count);
        json.WriteEndObject();
    }

    public static void WriteEvents(Utf8JsonWriter json, string name, IReadOnlyList<Event> events)
    {
        json.WriteStartArray(name);
        foreach (var e in events)
            EventJson.Write(json, e);
        json.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter json, ErrorGroup group)
    {
        json.WriteStartObject();
        json.WriteString("title"u8, JsonValues.Sound(group.Title));
        json.WriteString("grouping"u8, group.Grouping == ErrorGrouping.Known ? "known" : "mined");
        json.WriteNumber("count"u8, group.Count);
        json.WriteString("first_seen"u8, Time(group.FirstSeen));
        json.WriteString("last_seen"u8, Time(group.LastSeen));
        json.WriteBoolean("is_new"u8, group.IsNew);
        json.WritePropertyName("example"u8);
        EventJson.Write(json, group.Example);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, HourlyAnomaly anomaly)
    {
        json.WriteStartObject();
        json.WriteString("hour"u8, Time(anomaly.Hour));
        json.WriteNumber("count"u8, anomaly.Count);
        WriteFinite(json, "expected", anomaly.Expected);
        WriteFinite(json, "deviation", anomaly.Deviation);
        json.WriteString("rule"u8, JsonValues.Sound(anomaly.Rule));
        json.WriteEndObject();
    }

    /// <summary>JSON has no infinity: where all hours were alike, a deviation has no number.</summary>
    private static void WriteFinite(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, Math.Round(value, 3));
        else
            json.WriteNull(name);
    }

    private static string Time(DateTimeOffset time) => Figures.Time(time, "yyyy-MM-ddTHH:mm:ss.FFFFFFFZ");

    private static decimal Milliseconds(TimeSpan duration) => duration.Ticks / 10_000m;
}
