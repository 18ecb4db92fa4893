using System.Runtime.InteropServices;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Events of a span of time added up by system, type and severity, by hour, and their durations by type. Names are ids.</summary>
internal sealed class EventTotals
{
    private readonly Dictionary<TotalKey, TotalCell> _cells = [];
    private readonly Dictionary<long, long> _hours = [];
    private readonly Dictionary<long, DurationHistogram> _histograms = [];

    public IReadOnlyDictionary<TotalKey, TotalCell> Cells => _cells;

    /// <summary>Numbers of events by hour.</summary>
    public IReadOnlyDictionary<long, long> Hours => _hours;

    /// <summary>By type.</summary>
    public IReadOnlyDictionary<long, DurationHistogram> Histograms => _histograms;

    public void Add(long hour, TotalKey key, in RollupCell cell)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key, out _);
        sum = sum.Plus(cell);
        CollectionsMarshal.GetValueRefOrAddDefault(_hours, hour, out _) += cell.Events;
    }

    public DurationHistogram HistogramOf(long type) =>
        CollectionsMarshal.GetValueRefOrAddDefault(_histograms, type, out _) ??= new DurationHistogram();
}

/// <summary>Sums over any time; durations in ns. Min and Max mean something only where <paramref name="Timed"/> is not 0.</summary>
internal readonly record struct TotalCell(long Events, long Timed, Int128 Sum, long Min, long Max)
{
    public TotalCell Plus(in RollupCell other) => Plus(new TotalCell(other.Events, other.Timed, other.Sum, other.Min, other.Max));

    public TotalCell Plus(in TotalCell other) => new(
        Events + other.Events,
        Timed + other.Timed,
        Sum + other.Sum,
        Timed == 0 ? other.Min : other.Timed == 0 ? Min : Math.Min(Min, other.Min),
        Timed == 0 ? other.Max : other.Timed == 0 ? Max : Math.Max(Max, other.Max));
}
