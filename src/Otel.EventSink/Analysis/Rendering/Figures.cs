using System.Globalization;

namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Numbers, durations and times as a person reads them, the same in every culture.</summary>
internal static class Figures
{
    public const string None = "–";

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number for an axis, in the room of five characters.</summary>
    public static string Compact(double value) => value switch
    {
        >= 1e9 => Trimmed(value / 1e9) + "G",
        >= 1e6 => Trimmed(value / 1e6) + "M",
        >= 1e4 => Trimmed(value / 1e3) + "k",
        _ => value.ToString("#,0.##", CultureInfo.InvariantCulture),
    };

    /// <summary>A share as percent. Neither does something look like nothing, nor nearly all like all.</summary>
    public static string Share(long part, long whole)
    {
        if (whole <= 0)
            return None;
        var percent = 100.0 * part / whole;
        return percent switch
        {
            0 => "0%",
            < 0.1 => "<0.1%",
            > 99.9 and < 100 => ">99.9%",
            _ => percent.ToString("0.#", CultureInfo.InvariantCulture) + "%",
        };
    }

    public static string Duration(TimeSpan? duration) => duration is { } d ? Duration(d) : None;

    /// <summary>Three digits are what a reader can use.</summary>
    public static string Duration(TimeSpan duration)
    {
        if (duration < TimeSpan.Zero)
            return "−" + Duration(duration == TimeSpan.MinValue ? TimeSpan.MaxValue : -duration);
        return duration.TotalMilliseconds switch
        {
            0 => "0 ms",
            < 0.0009995 => $"{duration.Ticks * 100} ns",
            < 0.9995 and var ms => Trimmed(ms * 1e3) + " µs",
            < 999.5 and var ms => Trimmed(ms) + " ms",
            < 59_950 and var ms => Trimmed(ms / 1e3) + " s",
            < 3_599_500 => Two(Rounded(duration, 1), 60, "min", "s"),
            < 86_370_000 => Two(Rounded(duration, 60), 60, "h", "min"),
            _ => Two(Rounded(duration, 3600), 24, "d", "h"),
        };
    }

    /// <summary>How long a window is, in words.</summary>
    public static string Length(TimeSpan length) =>
        length.Ticks > 0 && length.Ticks % TimeSpan.TicksPerDay == 0 && length.Days > 1 ? $"{length.Days} days"
        : length.Ticks > 0 && length.Ticks % TimeSpan.TicksPerHour == 0 ? Plural((long)length.TotalHours, "hour")
        : Duration(length);

    public static string Plural(long count, string noun) => $"{Count(count)} {noun}{(count == 1 ? "" : "s")}";

    public static string Minute(DateTimeOffset time) => Time(time, "yyyy-MM-dd HH:mm");

    public static string Second(DateTimeOffset time) => Time(time, "yyyy-MM-dd HH:mm:ss");

    /// <summary>How far off the usual number, in standard deviations. Where all hours were alike, that has no end.</summary>
    public static string Deviation(double sigma) => double.IsFinite(sigma)
        ? sigma.ToString(Math.Abs(sigma) < 100 ? "+0.0;−0.0;0" : "+#,0;−#,0;0", CultureInfo.InvariantCulture) + "σ"
        : sigma < 0 ? "−∞" : double.IsNaN(sigma) ? None : "+∞";

    public static string Expected(double count) =>
        double.IsFinite(count) ? count.ToString(count < 10 ? "0.#" : "#,0", CultureInfo.InvariantCulture) : None;

    public static string Name(Severity severity) => severity switch
    {
        Severity.Debug => "debug",
        Severity.Info => "info",
        Severity.Warning => "warning",
        Severity.Error => "error",
        _ => "critical",
    };

    public static string Time(DateTimeOffset time, string format) => time.ToUniversalTime().ToString(format, CultureInfo.InvariantCulture);

    private static string Trimmed(double value) =>
        value.ToString(value >= 99.95 ? "0" : value >= 9.995 ? "0.#" : "0.##", CultureInfo.InvariantCulture);

    private static long Rounded(TimeSpan duration, int seconds) => (long)Math.Round(duration.TotalSeconds / seconds);

    private static string Two(long small, int perLarge, string large, string unit) =>
        small % perLarge == 0 ? $"{Count(small / perLarge)} {large}" : $"{Count(small / perLarge)} {large} {small % perLarge} {unit}";
}
