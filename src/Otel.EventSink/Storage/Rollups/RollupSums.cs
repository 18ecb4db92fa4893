using System.Runtime.InteropServices;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// Adds events up by hour, type, system and severity. The writer adds up what it inserts, a reader what no rollup covers: the same
/// code, so that the two agree to the digit.
/// </summary>
internal sealed class RollupSums
{
    /// <summary>Sums stop here rather than overflow: 146 years within one hour and type.</summary>
    public const long MaxSum = 1L << 62;

    private readonly Dictionary<RollupKey, RollupCell> _cells = [];

    public Dictionary<RollupKey, RollupCell> Cells => _cells;

    public void Clear() => _cells.Clear();

    /// <param name="duration">In ns; what is not timed counts as an event alone.</param>
    public void Add(long hour, long type, long system, int severity, long duration)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, new RollupKey(hour, type, system, severity), out _);
        sum = sum.Plus(DurationBuckets.IsTimed(duration) ? new RollupCell(1, 1, duration, duration, duration) : new RollupCell(1, 0, 0, 0, 0));
    }
}

internal readonly record struct RollupKey(long Hour, long Type, long System, int Severity);

/// <summary>Sums over events; durations in ns. Min and Max mean something only where <paramref name="Timed"/> is not 0.</summary>
internal readonly record struct RollupCell(long Events, long Timed, long Sum, long Min, long Max)
{
    public RollupCell Plus(in RollupCell other) => new(
        Events + other.Events,
        Timed + other.Timed,
        // Compared before adding: two full sums together are more than a long holds.
        Sum > RollupSums.MaxSum - other.Sum ? RollupSums.MaxSum : Sum + other.Sum,
        Timed == 0 ? other.Min : other.Timed == 0 ? Min : Math.Min(Min, other.Min),
        Timed == 0 ? other.Max : other.Timed == 0 ? Max : Math.Max(Max, other.Max));
}
