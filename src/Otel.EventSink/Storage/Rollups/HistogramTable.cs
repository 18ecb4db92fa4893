using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// The writer's part of <c>rollup_histogram</c>: a packed histogram for each hour and type. What a transaction adds is merged into the
/// packed one, in one pass without unpacking it; that takes some microseconds, so nothing has to be remembered between transactions.
/// </summary>
internal sealed class HistogramTable(sqlite3 db) : IDisposable
{
    private readonly Statement _read = new(db, "SELECT buckets FROM rollup_histogram WHERE slot = ?1");
    private readonly Statement _write = new(db, "INSERT INTO rollup_histogram (slot, buckets) VALUES (?1, ?2) ON CONFLICT DO UPDATE SET buckets = excluded.buckets");
    private readonly HistogramPacker _packer = new();
    private readonly Dictionary<long, int> _places = [];
    private readonly List<long> _slots = [];
    // A place in _slots and a bucket in one number each: sorted, every histogram lies together.
    private readonly List<long> _durations = [];

    /// <summary>Where the histogram of an hour and a type is: in the order of hours, so that a span of time is one range of keys.</summary>
    public static long SlotOf(long hour, long type) => (hour << 32) + type;

    /// <summary>The type whose histogram is there.</summary>
    public static long TypeOf(long slot) => slot & uint.MaxValue;

    public void Clear()
    {
        _places.Clear();
        _slots.Clear();
        _durations.Clear();
    }

    public void Add(long hour, in RollupEvent e)
    {
        if (!DurationBuckets.IsTimed(e.Duration))
            return;
        var slot = SlotOf(hour, e.Type);
        ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, slot, out var isKnown);
        if (!isKnown)
        {
            place = _slots.Count;
            _slots.Add(slot);
        }

        _durations.Add(((long)place << 16) | (uint)DurationBuckets.Of(e.Duration));
    }

    public void Write()
    {
        var added = CollectionsMarshal.AsSpan(_durations);
        added.Sort();
        while (!added.IsEmpty)
        {
            var place = added[0] >> 16;
            var length = 1;
            while (length < added.Length && added[length] >> 16 == place)
                length++;
            Write(_slots[(int)place], added[..length]);
            added = added[length..];
        }
    }

    public void Dispose()
    {
        _read.Dispose();
        _write.Dispose();
    }

    private void Write(long slot, ReadOnlySpan<long> added)
    {
        _read.Bind(1, slot);
        try
        {
            Merge(_read.Step() ? _read.Bytes(0) : default, added);
        }
        finally
        {
            _read.Reset();
        }

        _write.Bind(1, slot);
        _write.BindBlob(2, _packer.Packed);
        _write.Run();
    }

    private void Merge(ReadOnlySpan<byte> packed, ReadOnlySpan<long> added)
    {
        _packer.Clear();
        var old = new PackedHistogram(packed);
        var hasOld = old.Next();
        for (var i = 0; i < added.Length;)
        {
            var bucket = (int)(added[i] & 0xFFFF);
            long count = 0;
            for (; i < added.Length && (int)(added[i] & 0xFFFF) == bucket; i++)
                count++;
            for (; hasOld && old.Bucket < bucket; hasOld = old.Next())
                _packer.Add(old.Bucket, old.Count);
            if (hasOld && old.Bucket == bucket)
            {
                count += old.Count;
                hasOld = old.Next();
            }

            _packer.Add(bucket, count);
        }

        for (; hasOld; hasOld = old.Next())
            _packer.Add(old.Bucket, old.Count);
    }
}
