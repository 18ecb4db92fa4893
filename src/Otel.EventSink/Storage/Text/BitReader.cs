using System.Buffers.Binary;
using System.Numerics;

namespace Otel.EventSink.Storage.Text;

/// <summary>Reads what <see cref="BitWriter"/> wrote. Beyond the end there are zeros.</summary>
internal ref struct BitReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;
    private ulong _bits;
    private int _count;

    /// <param name="count">At most 32.</param>
    public uint Take(int count)
    {
        Fill();
        var taken = (uint)(_bits & (1UL << count) - 1);
        Drop(count);
        return taken;
    }

    /// <summary>How many ones come next, at most <paramref name="max"/> (up to 31); a zero before that is taken too.</summary>
    public int Ones(int max)
    {
        Fill();
        var ones = BitOperations.TrailingZeroCount(~_bits);
        if (ones >= max)
        {
            Drop(max);
            return max;
        }

        Drop(ones + 1);
        return ones;
    }

    private void Drop(int count)
    {
        _bits >>= count;
        _count -= count;
    }

    /// <summary>At least 32 bits.</summary>
    private void Fill()
    {
        if (_count >= 32)
            return;
        if (_rest.Length >= 4)
        {
            _bits |= (ulong)BinaryPrimitives.ReadUInt32LittleEndian(_rest) << _count;
            _rest = _rest[4..];
            _count += 32;
            return;
        }

        foreach (var next in _rest)
        {
            _bits |= (ulong)next << _count;
            _count += 8;
        }

        _rest = default;
        _count = Math.Max(_count, 32);
    }
}
