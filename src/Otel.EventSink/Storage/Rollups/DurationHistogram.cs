namespace Otel.EventSink.Storage.Rollups;

/// <summary>How many durations fell into each bucket (<see cref="DurationBuckets"/>). Histograms add up exactly.</summary>
internal sealed class DurationHistogram
{
    private readonly long[] _counts = new long[DurationBuckets.Last + 1];

    /// <summary>All durations.</summary>
    public long Total { get; private set; }

    /// <summary>By bucket, empty ones included.</summary>
    public ReadOnlySpan<long> Counts => _counts;

    public void Add(int bucket, long count)
    {
        _counts[bucket] += count;
        Total += count;
    }

    public void Add(ReadOnlySpan<byte> packed)
    {
        var buckets = new PackedHistogram(packed);
        while (buckets.Next())
            Add(buckets.Bucket, buckets.Count);
    }

    public void Add(DurationHistogram other)
    {
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            _counts[bucket] += other._counts[bucket];
        Total += other.Total;
    }

    /// <summary>The value, in ns, of the bucket in which the nearest rank falls: the smallest that at least p of all do not exceed, within 1 %.</summary>
    public long Percentile(double p)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(p * Total));
        for (var bucket = 0; bucket < _counts.Length; bucket++)
            if ((rank -= _counts[bucket]) <= 0)
                return (long)Math.Round(DurationBuckets.ValueOf(bucket));
        return 0;
    }
}
