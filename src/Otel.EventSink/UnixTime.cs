namespace Otel.EventSink;

/// <summary>Unix time in nanoseconds, as the store and OTLP have it, from and to the types of .NET, which count 100 ns.</summary>
internal static class UnixTime
{
    private const long EpochTicks = 621_355_968_000_000_000;
    private const long MaxTicks = long.MaxValue / 100;

    public static long Now(TimeProvider time) => FromTicks(time.GetUtcNow().UtcTicks);

    /// <summary>Times before 1677-09-21 and after 2262-04-11 become the nearest that fits.</summary>
    public static long FromTicks(long utcTicks) => Math.Clamp(utcTicks - EpochTicks, -MaxTicks, MaxTicks) * 100;

    public static long From(DateTimeOffset time, int remainder = 0) => Add(FromTicks(time.UtcTicks), remainder);

    public static DateTimeOffset ToTime(long nanoseconds, out int remainder)
    {
        var ticks = Math.DivRem(nanoseconds, 100, out var rest);
        if (rest < 0)
        {
            ticks--;
            rest += 100;
        }

        remainder = (int)rest;
        return new DateTimeOffset(EpochTicks + ticks, TimeSpan.Zero);
    }

    public static long FromDuration(TimeSpan duration, int remainder = 0) => Add(Math.Clamp(duration.Ticks, -MaxTicks, MaxTicks) * 100, remainder);

    public static TimeSpan ToDuration(long nanoseconds, out int remainder)
    {
        remainder = (int)(nanoseconds % 100);
        return TimeSpan.FromTicks(nanoseconds / 100);
    }

    // At the ends the remainder may be what no longer fits; the smallest number stands for "none".
    private static long Add(long nanoseconds, int remainder) =>
        remainder > 0 && nanoseconds > long.MaxValue - remainder ? long.MaxValue
        : remainder < 0 && nanoseconds < -long.MaxValue - remainder ? -long.MaxValue
        : nanoseconds + remainder;
}
