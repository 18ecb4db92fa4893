using System.Runtime.InteropServices;

namespace Otel.EventSink.Analysis.Anomalies;

/// <summary>The values of a moving window, in order. Insertion moves memory, which for some thousand values costs less than a tree.</summary>
internal sealed class SortedWindow
{
    private readonly List<double> _sorted = [];

    public int Count => _sorted.Count;

    public ReadOnlySpan<double> Sorted => CollectionsMarshal.AsSpan(_sorted);

    public void Add(double value)
    {
        var at = _sorted.BinarySearch(value);
        _sorted.Insert(at < 0 ? ~at : at, value);
    }

    public void Remove(double value) => _sorted.RemoveAt(_sorted.BinarySearch(value));
}
