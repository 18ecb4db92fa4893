using SQLitePCL;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>
/// A histogram as the store keeps it: for each bucket that is not empty, in ascending order, its distance from the one before and its
/// count, both as variable-length integers. Some hundred buckets take some hundred bytes, where a row for each took ten times that.
/// </summary>
internal ref struct PackedHistogram(ReadOnlySpan<byte> packed)
{
    private ReadOnlySpan<byte> _rest = packed;

    public int Bucket { get; private set; }

    public long Count { get; private set; }

    /// <summary>The next bucket; false at the end.</summary>
    public bool Next()
    {
        if (_rest.IsEmpty)
            return false;
        var bucket = Bucket + Read();
        Count = Read();
        if (bucket is < 0 or > DurationBuckets.Last || Count < 0)
            throw Damaged();
        Bucket = (int)bucket;
        return true;
    }

    private long Read()
    {
        long value = 0;
        for (var i = 0; i < _rest.Length && i < 9; i++)
        {
            var part = _rest[i];
            value |= (long)(part & 0x7F) << 7 * i;
            if (part < 0x80)
            {
                _rest = _rest[(i + 1)..];
                return value;
            }
        }

        throw Damaged();
    }

    private static SqliteError Damaged() => new(raw.SQLITE_CORRUPT, "A histogram of durations is damaged");
}
