using System.Runtime.InteropServices;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Errors of a span of time added up, whatever their hour, and their numbers by parts of the time. Names and faults are ids.</summary>
/// <param name="part">The length of a part in ns.</param>
internal sealed class ErrorTotals(long part)
{
    private readonly Dictionary<ErrorKey, ErrorCell> _cells = [];
    private readonly Dictionary<long, long> _parts = [];

    /// <summary>Their hour is 0.</summary>
    public IReadOnlyDictionary<ErrorKey, ErrorCell> Cells => _cells;

    /// <summary>By Unix time divided by the length of a part, rounded down.</summary>
    public IReadOnlyDictionary<long, long> Parts => _parts;

    /// <param name="time">Any within the part it belongs to.</param>
    public void Add(in ErrorKey key, in ErrorCell cell, long time)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_cells, key with { Hour = 0 }, out _);
        sum = sum.Plus(cell);
        var rest = time % part;
        CollectionsMarshal.GetValueRefOrAddDefault(_parts, (time - rest) / part - (rest < 0 ? 1 : 0), out _) += cell.Events;
    }
}
