using SQLitePCL;

namespace Otel.EventSink.Storage.Correlations;

/// <summary>
/// Removes the runs of which no event is left. Entries of single events that were deleted stay until then: they are a few bytes, and a
/// look-up asks the events themselves.
/// </summary>
internal sealed class CorrelationCleanup(sqlite3 db) : IDisposable
{
    private readonly Statement _remove = new(db, $"""
        DELETE FROM correlation_run AS r WHERE bucket = ?1 AND NOT EXISTS (
          SELECT 1 FROM event e WHERE e.sequence >= r.run << {CorrelationRun.Bits} AND e.sequence < (r.run + 1) << {CorrelationRun.Bits})
        """);

    /// <summary>Goes through some buckets, in the caller's transaction; returns through how many. 0: there are no more.</summary>
    /// <param name="isTimeUp">Asked after each whether that is enough.</param>
    public int Run(int firstBucket, int count, Func<bool> isTimeUp)
    {
        var end = Math.Min(firstBucket + count, CorrelationRun.Buckets);
        for (var bucket = firstBucket; bucket < end; bucket++)
        {
            _remove.Bind(1, bucket);
            _remove.Run();
            if (isTimeUp())
                return bucket + 1 - firstBucket;
        }

        return end - firstBucket;
    }

    public void Dispose() => _remove.Dispose();
}
