using System.Diagnostics;

namespace Otel.EventSink.Docs.Tests.Seeding;

/// <summary>Short ways to make events.</summary>
internal static class Make
{
    /// <summary>A moment of March 2026, UTC.</summary>
    public static DateTimeOffset March(int day, int hour, int minute = 0, double second = 0) =>
        new DateTimeOffset(2026, 3, day, hour, minute, 0, TimeSpan.Zero).AddSeconds(second);

    public static TimeSpan Ms(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    public static ActivitySpanId SpanId(int number) => ActivitySpanId.CreateFromString($"{number:x16}");

    public static IReadOnlyDictionary<string, object?> Data(params (string Key, object? Value)[] pairs) => pairs.ToDictionary(p => p.Key, p => p.Value);

    public static Event Simple(DateTimeOffset time, SourceSystem system, EventType type, string title, Severity severity = Severity.Info) => new()
    {
        Timestamp = time,
        System = system,
        Type = type,
        Title = title,
        Severity = severity,
    };

    public static Event Span(DateTimeOffset time, double milliseconds, SourceSystem system, EventType type, string title, int span, int parent, string correlation) =>
        Simple(time, system, type, title) with
        {
            Kind = EventKind.Span,
            Duration = Ms(milliseconds),
            SpanId = SpanId(span),
            ParentSpanId = parent == 0 ? null : SpanId(parent),
            CorrelationId = correlation,
        };

    public static Event Failed(this Event e, string exception, string message, params string[] frames) => e with
    {
        Severity = Severity.Error,
        Description = $"{exception}: {message}",
        Data = new Dictionary<string, object?>(e.Data)
        {
            ["exception.type"] = exception,
            ["exception.message"] = message,
            ["exception.stacktrace"] = $"{exception}: {message}\n{string.Join('\n', frames.Select(f => $"   at {f}"))}",
        },
    };
}
