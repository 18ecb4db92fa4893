namespace Otel.EventSink.Analysis.Rendering;

/// <summary>Where an axis gets its lines: at round values, few enough to be read.</summary>
internal static class Ticks
{
    private static readonly TimeSpan[] TimeSteps =
    [
        TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(30), TimeSpan.FromHours(1), TimeSpan.FromHours(3), TimeSpan.FromHours(6), TimeSpan.FromHours(12),
        TimeSpan.FromDays(1), TimeSpan.FromDays(2), TimeSpan.FromDays(7), TimeSpan.FromDays(14), TimeSpan.FromDays(28), TimeSpan.FromDays(91),
    ];

    private static readonly TimeSpan[] Durations =
    [
        TimeSpan.FromTicks(10), TimeSpan.FromTicks(100), TimeSpan.FromTicks(1_000), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(10),
        TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(10), TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(10),
        TimeSpan.FromHours(1), TimeSpan.FromHours(10), TimeSpan.FromDays(1), TimeSpan.FromDays(10), TimeSpan.FromDays(100),
    ];

    public static IEnumerable<(DateTimeOffset Time, string Label)> OfTime(DateTimeOffset from, DateTimeOffset to)
    {
        var step = TimeSteps.FirstOrDefault(s => (to - from) / s <= 8.5, TimeSpan.FromDays(Math.Ceiling((to - from).TotalDays / 8)));
        for (var ticks = (from.UtcTicks + step.Ticks - 1) / step.Ticks * step.Ticks; ticks <= to.UtcTicks && ticks <= DateTimeOffset.MaxValue.UtcTicks; ticks += step.Ticks)
        {
            var time = new DateTimeOffset(ticks, TimeSpan.Zero);
            yield return (time, Figures.Time(time, step < TimeSpan.FromDays(1) && time.TimeOfDay != TimeSpan.Zero ? "HH:mm" : step >= TimeSpan.FromDays(28) ? "MMM yyyy" : step == TimeSpan.FromDays(1) ? "ddd d" : "d MMM"));
        }
    }

    /// <summary>From 0 to the first round value that no count exceeds.</summary>
    public static IReadOnlyList<double> OfCount(long max, int parts = 4)
    {
        var step = Math.Max(1, Round((double)max / parts));
        return [.. Enumerable.Range(0, (int)Math.Ceiling(Math.Max(1, max) / step) + 1).Select(i => i * step)];
    }

    public static IEnumerable<TimeSpan> OfDurationLog(TimeSpan from, TimeSpan to) => Durations.Where(d => d >= from && d <= to);

    public static IEnumerable<TimeSpan> OfDuration(TimeSpan max)
    {
        var unit = max.TotalMinutes >= 2 ? max.TotalHours >= 2 ? TimeSpan.TicksPerHour : TimeSpan.TicksPerMinute : TimeSpan.TicksPerMicrosecond;
        var step = Math.Max(1, (long)(Round((double)max.Ticks / unit / 4) * unit));
        for (var ticks = 0L; ticks <= max.Ticks; ticks += step)
            yield return TimeSpan.FromTicks(ticks);
    }

    /// <summary>The next of 1, 2, 5, 10, 20, 50, ...</summary>
    private static double Round(double value)
    {
        if (value <= 0)
            return 1;
        var power = Math.Pow(10, Math.Floor(Math.Log10(value)));
        return (value / power) switch { <= 1 => 1, <= 2 => 2, <= 5 => 5, _ => 10 } * power;
    }
}
