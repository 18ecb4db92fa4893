using System.Numerics;
using System.Runtime.CompilerServices;

namespace Otel.EventSink.Storage.Text;

/// <summary>
/// In which events of a window a word stands: the gaps between them in Rice coding, or between those where it does not stand if they
/// are fewer. Never more than about 9 KB, some 1.5 bits above the logarithm of the average gap each.
/// </summary>
internal static class Postings
{
    /// <summary>A longer unary part gives way to the plain 16 bits: events that come in clusters have few, but large gaps.</summary>
    private const int MaxUnary = 15;

    /// <param name="offsets">Ascending.</param>
    /// <param name="first">The first offset of the window.</param>
    /// <param name="end">The first one beyond it.</param>
    public static void Write(ByteWriter target, ReadOnlySpan<ushort> offsets, int first, int end)
    {
        var isComplement = offsets.Length > (end - first) / 2;
        var count = isComplement ? end - first - offsets.Length : offsets.Length;
        target.Number((ulong)count << 1 | (isComplement ? 1u : 0));
        var bits = new BitWriter(target);
        var shift = ShiftFor(count);
        var previous = -1;
        if (!isComplement)
        {
            foreach (var offset in offsets)
                WriteGap(ref bits, offset, ref previous, shift);
        }
        else
        {
            var next = first;
            foreach (var offset in offsets)
            {
                for (; next < offset; next++)
                    WriteGap(ref bits, next, ref previous, shift);
                next++;
            }

            for (; next < end; next++)
                WriteGap(ref bits, next, ref previous, shift);
        }

        bits.Flush();
    }

    /// <summary>Adds what was written to <paramref name="set"/>.</summary>
    public static void Read(ReadOnlySpan<byte> source, OffsetSet set, OffsetSet scratch, int first, int end)
    {
        var reader = new ByteReader(source);
        var head = reader.Number();
        var count = (int)Math.Min(head >> 1, TextWindow.Size);
        var bits = new BitReader(source[ByteWriter.SizeOf(head)..]);
        if ((head & 1) == 0)
        {
            ReadGaps(ref bits, count, set, adds: true);
            return;
        }

        scratch.Clear();
        scratch.AddRange(first, end);
        ReadGaps(ref bits, count, scratch, adds: false);
        set.Add(scratch);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ReadGaps(ref BitReader bits, int count, OffsetSet set, bool adds)
    {
        var shift = ShiftFor(count);
        var offset = -1;
        for (var i = 0; i < count; i++)
        {
            var unary = bits.Ones(MaxUnary);
            offset += 1 + (unary == MaxUnary ? (int)bits.Take(16) : unary << shift | (int)bits.Take(shift));
            if (offset >= TextWindow.Size)
                throw new InvalidDataException("The text index is damaged: an event beyond its window.");
            if (adds)
                set.Add(offset);
            else
                set.Remove(offset);
        }
    }

    private static void WriteGap(ref BitWriter bits, int offset, ref int previous, int shift)
    {
        var gap = offset - previous - 1;
        previous = offset;
        var unary = gap >> shift;
        if (unary >= MaxUnary)
        {
            bits.Put((1u << MaxUnary) - 1, MaxUnary);
            bits.Put((uint)gap, 16);
            return;
        }

        // Ones, and a zero that ends them.
        bits.Put((1u << unary) - 1, unary + 1);
        bits.Put((uint)gap & (1u << shift) - 1, shift);
    }

    /// <summary>Rice's parameter for the average gap.</summary>
    private static int ShiftFor(int count) => count == 0 ? 0 : BitOperations.Log2((uint)(TextWindow.Size * 7L / 10 / count) | 1);
}
