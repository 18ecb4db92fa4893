namespace Otel.EventSink.Storage.Rollups;

/// <summary>Hours since 1970, rounded down, as the rollups count them.</summary>
internal static class HourOf
{
    public const long Nanoseconds = 3_600_000_000_000;

    public static long Time(long nanoseconds)
    {
        var hour = Math.DivRem(nanoseconds, Nanoseconds, out var rest);
        return rest < 0 ? hour - 1 : hour;
    }

    /// <summary>The first hour that begins at this time or later.</summary>
    public static long AtOrAfter(long nanoseconds) => -Time(-nanoseconds);

    /// <summary>Its first moment; of what begins before or after all times there are, the nearest time.</summary>
    public static long Start(long hour) =>
        hour > long.MaxValue / Nanoseconds ? long.MaxValue : hour < long.MinValue / Nanoseconds ? long.MinValue : hour * Nanoseconds;
}
