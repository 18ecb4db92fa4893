namespace Otel.EventSink.Analysis.Rendering;

/// <summary>
/// From durations to percent of the width. Where the slowest takes some hundred times as long as the fastest, the scale is
/// logarithmic: on a linear one nothing but the slowest could be seen.
/// </summary>
internal sealed class DurationScale
{
    private const double LogarithmicFrom = 50;
    private readonly double _low;
    private readonly double _high;

    public DurationScale(IReadOnlyCollection<DurationSummary> durations)
    {
        var max = Math.Max(1, durations.Select(d => d.P99.Ticks).DefaultIfEmpty().Max());
        var min = durations.Select(d => d.P50.Ticks).Where(ticks => ticks > 0).DefaultIfEmpty(max).Min();
        IsLogarithmic = (double)max / min > LogarithmicFrom;
        _low = min * 0.6;
        _high = max * (IsLogarithmic ? 1.2 : 1.05);
    }

    public bool IsLogarithmic { get; }

    public IEnumerable<TimeSpan> Lines => IsLogarithmic
        ? Ticks.OfDurationLog(TimeSpan.FromTicks((long)_low), TimeSpan.FromTicks((long)_high))
        : Ticks.OfDuration(TimeSpan.FromTicks((long)_high));

    public double At(TimeSpan duration)
    {
        var part = !IsLogarithmic ? duration.Ticks / _high
            : duration.Ticks <= _low ? 0
            : Math.Log(duration.Ticks / _low) / Math.Log(_high / _low);
        return Math.Clamp(100 * part, 0, 100);
    }
}
