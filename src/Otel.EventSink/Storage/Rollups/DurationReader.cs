using System.Runtime.InteropServices;

namespace Otel.EventSink.Storage.Rollups;

/// <summary>Every duration of a span of time, by type, where there are few.</summary>
internal static class DurationReader
{
    /// <param name="since">Unix time in ns, included.</param>
    /// <param name="until">Unix time in ns, not included.</param>
    /// <returns>In ns, ascending, by the id of their type.</returns>
    public static Dictionary<long, List<long>> Read(SqliteReader reader, long since, long until, CancellationToken ct)
    {
        var durations = new Dictionary<long, List<long>>();
        reader.Run(
            $"SELECT type, duration FROM event WHERE time >= ?1 AND time < ?2 AND duration >= 0 AND duration < {DurationBuckets.MaxDuration}",
            [since, until],
            row => (CollectionsMarshal.GetValueRefOrAddDefault(durations, row.Long(0), out _) ??= []).Add(row.Long(1)),
            ct);
        foreach (var list in durations.Values)
            list.Sort();
        return durations;
    }
}
