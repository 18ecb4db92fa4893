using System.Globalization;

namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>A way to say which parts are alike, from coarse to fine.</summary>
internal enum Season
{
    /// <summary>All parts are alike.</summary>
    None,

    /// <summary>The hour of the day (UTC).</summary>
    Hour,

    /// <summary>The hour of the day, weekdays and weekends apart.</summary>
    HourOfWeekdayOrWeekend,

    /// <summary>The hour of the day and the day of the week.</summary>
    HourOfWeek,
}

/// <summary>What <see cref="Season"/> makes of a moment.</summary>
internal static class Seasons
{
    public static int Key(this Season season, DateTimeOffset start) => season switch
    {
        Season.Hour => start.Hour,
        Season.HourOfWeekdayOrWeekend => start.Hour + (IsWeekend(start) ? 24 : 0),
        Season.HourOfWeek => start.Hour + 24 * (int)start.DayOfWeek,
        _ => 0,
    };

    /// <summary>The parts that are alike, in words that follow "the median of".</summary>
    public static string Describe(this Season season, DateTimeOffset start, TimeSpan part, int alike)
    {
        var unit = part == TimeSpan.FromHours(1) ? "hours" : part == TimeSpan.FromDays(1) ? "days" : "parts";
        var at = string.Create(CultureInfo.InvariantCulture, $"at {start.Hour:00}:00 UTC");
        return season switch
        {
            Season.Hour => $"all days {at} ({alike} {unit})",
            Season.HourOfWeekdayOrWeekend => $"{(IsWeekend(start) ? "weekends" : "weekdays")} {at} ({alike} {unit})",
            Season.HourOfWeek when part <= TimeSpan.FromHours(1) => $"{start.DayOfWeek}s {at} ({alike / (int)(TimeSpan.TicksPerHour / part.Ticks)} weeks)",
            Season.HourOfWeek => $"{start.DayOfWeek}s {at} ({alike} weeks)",
            _ => $"all {alike} {unit}",
        };
    }

    private static bool IsWeekend(DateTimeOffset start) => start.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday;
}
