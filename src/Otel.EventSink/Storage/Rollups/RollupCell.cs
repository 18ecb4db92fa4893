namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// Events of one hour, system, type and severity added up; durations in ns. The writer adds up what it inserts, a reader what no rollup
/// covers: by the same code, so that the two agree to the digit. Min and Max mean something only where <paramref name="Timed"/> is not 0.
/// </summary>
internal readonly record struct RollupCell(long Events, long Timed, long Sum, long Min, long Max)
{
    /// <summary>Sums stop here rather than overflow: 146 years within one hour and type.</summary>
    public const long MaxSum = 1L << 62;

    /// <summary>One event; what is not timed counts as an event alone.</summary>
    public static RollupCell Of(long duration) => DurationBuckets.IsTimed(duration) ? new(1, 1, duration, duration, duration) : new(1, 0, 0, 0, 0);

    public RollupCell Plus(in RollupCell other) => new(
        Events + other.Events,
        Timed + other.Timed,
        // Compared before adding: two full sums together are more than a long holds.
        Sum > MaxSum - other.Sum ? MaxSum : Sum + other.Sum,
        Timed == 0 ? other.Min : other.Timed == 0 ? Min : Math.Min(Min, other.Min),
        Timed == 0 ? other.Max : other.Timed == 0 ? Max : Math.Max(Max, other.Max));
}
