using Microsoft.Extensions.Logging;

namespace Otel.EventSink;

/// <summary>The one place that knows how OpenTelemetry severity numbers, <see cref="LogLevel"/> and <see cref="Severity"/> correspond.</summary>
internal static class SeverityNumbers
{
    /// <summary>The number from which an event is an error; the store's partial index and the reserved lane of the queue use it too.</summary>
    public const int Error = 17;

    /// <summary>The OpenTelemetry logs data model: one number per level, the lowest of its range (1, 5, 9, 13, 17, 21).</summary>
    public static int Of(LogLevel level) => Math.Clamp((int)level, 0, 5) * 4 + 1;

    public static int Of(Severity severity) => severity switch
    {
        Severity.Debug => 5,
        Severity.Info => 9,
        Severity.Warning => 13,
        Severity.Error => Error,
        _ => 21,
    };

    public static Severity ToSeverity(int number) => number switch
    {
        <= 8 => Severity.Debug,
        <= 12 => Severity.Info,
        <= 16 => Severity.Warning,
        <= 20 => Severity.Error,
        _ => Severity.Critical,
    };

    /// <summary>The range of numbers, both ends included, that <paramref name="severity"/> covers.</summary>
    public static (int Low, int High) RangeOf(Severity severity) => severity switch
    {
        Severity.Debug => (0, 8),
        Severity.Info => (9, 12),
        Severity.Warning => (13, 16),
        Severity.Error => (Error, 20),
        _ => (21, 24),
    };
}
