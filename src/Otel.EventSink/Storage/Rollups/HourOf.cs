namespace Otel.EventSink.Storage.Rollups;

/// <summary>Hours since 1970, rounded down, as the rollups count them.</summary>
internal static class HourOf
{
    public const long Nanoseconds = 3_600_000_000_000;

    /// <summary>The same as <see cref="Time"/>, in SQL: division there rounds towards zero.</summary>
    public const string Sql = "((e.time - (e.time % 3600000000000 + 3600000000000) % 3600000000000) / 3600000000000)";

    public static long Time(long nanoseconds)
    {
        var hour = Math.DivRem(nanoseconds, Nanoseconds, out var rest);
        return rest < 0 ? hour - 1 : hour;
    }
}
