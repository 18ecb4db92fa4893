using System.Numerics;

namespace Otel.EventSink.Storage.Text;

/// <summary>A set of the events of one window, a bit each.</summary>
internal sealed class OffsetSet
{
    private readonly ulong[] _bits = new ulong[TextWindow.Size / 64];

    public int Count()
    {
        var count = 0;
        foreach (var word in _bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    public void Clear() => Array.Clear(_bits);

    public void Add(int offset) => _bits[offset >> 6] |= 1UL << offset;

    public void Remove(int offset) => _bits[offset >> 6] &= ~(1UL << offset);

    /// <summary>Adds all from <paramref name="first"/> up to and without <paramref name="end"/>.</summary>
    public void AddRange(int first, int end)
    {
        for (; first < end && (first & 63) != 0; first++)
            Add(first);
        for (; first + 64 <= end; first += 64)
            _bits[first >> 6] = ulong.MaxValue;
        for (; first < end; first++)
            Add(first);
    }

    public void Add(OffsetSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
            _bits[i] |= other._bits[i];
    }

    public void Keep(OffsetSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
            _bits[i] &= other._bits[i];
    }

    public void Remove(OffsetSet other)
    {
        for (var i = 0; i < _bits.Length; i++)
            _bits[i] &= ~other._bits[i];
    }

    /// <summary>From the last to the first: the order in which the newest come first.</summary>
    public void AddDescendingTo(List<long> sequences, long start)
    {
        for (var i = _bits.Length - 1; i >= 0; i--)
        {
            for (var word = _bits[i]; word != 0;)
            {
                var bit = BitOperations.Log2(word);
                sequences.Add(start + (i << 6) + bit);
                word &= ~(1UL << bit);
            }
        }
    }
}
