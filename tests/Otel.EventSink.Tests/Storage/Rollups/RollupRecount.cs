using Microsoft.Data.Sqlite;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Tests;

/// <summary>What the rollups must say, counted by SQL from the table of events alone.</summary>
internal static class RollupRecount
{
    // Division rounds towards zero; the remainder, made positive, is taken off first. Timed is 0 to 2^53 ns.
    private const string Hour = "(time - (time % 3600000000000 + 3600000000000) % 3600000000000) / 3600000000000";
    private const string IsTimed = "duration >= 0 AND duration < 9007199254740992";

    public static Dictionary<TotalKey, TotalCell> Cells(string database, long since, long until) => Read(database, since, until,
        $"""
        SELECT system, type, severity, count(*), count(*) FILTER (WHERE {IsTimed}), ifnull(sum(duration) FILTER (WHERE {IsTimed}), 0),
          min(duration) FILTER (WHERE {IsTimed}), max(duration) FILTER (WHERE {IsTimed})
        FROM event WHERE time >= $since AND time < $until GROUP BY 1, 2, 3
        """,
        row => KeyValuePair.Create(
            TotalKey.Of(row.GetInt64(0), row.GetInt64(1), row.GetInt32(2)),
            new TotalCell(row.GetInt64(3), row.GetInt64(4), row.GetInt64(5), row.IsDBNull(6) ? 0 : row.GetInt64(6), row.IsDBNull(7) ? 0 : row.GetInt64(7))))
        .ToDictionary();

    public static Dictionary<long, long> Hours(string database, long since, long until) => Read(database, since, until,
        $"SELECT {Hour}, count(*) FROM event WHERE time >= $since AND time < $until GROUP BY 1",
        row => KeyValuePair.Create(row.GetInt64(0), row.GetInt64(1)))
        .ToDictionary();

    /// <summary>By hour, type and bucket.</summary>
    public static Dictionary<(long Hour, long Type, int Bucket), long> Buckets(string database, long since, long until) => Read(database, since, until,
        $"SELECT {Hour}, type, duration, count(*) FROM event WHERE {IsTimed} AND time >= $since AND time < $until GROUP BY 1, 2, 3",
        row => (Key: (row.GetInt64(0), row.GetInt64(1), DurationBuckets.Of(row.GetInt64(2))), Events: row.GetInt64(3)))
        .GroupBy(b => b.Key, b => b.Events)
        .ToDictionary(g => g.Key, g => g.Sum());

    public static Dictionary<ErrorKey, ErrorCell> Errors(string database, long since, long until) => AllErrors(database, since, until)
        .GroupBy(e => e.Key)
        .ToDictionary(g => g.Key, g => new ErrorCell(g.Count(), g.Min(e => e.Time), g.Max(e => e.Time), g.MaxBy(e => (e.Time, e.Sequence)).Sequence));

    public static Dictionary<long, long> ErrorParts(string database, long since, long until, long part) => AllErrors(database, since, until)
        .CountBy(e => (long)Math.Floor((decimal)e.Time / part))
        .ToDictionary(p => p.Key, p => (long)p.Value);

    private static List<(ErrorKey Key, long Time, long Sequence)> AllErrors(string database, long since, long until) => Read(database, since, until,
        "SELECT system, type, ifnull(component, 0), severity, ifnull(fault, 0), time, sequence FROM event WHERE severity >= 17 AND time >= $since AND time < $until",
        row => (new ErrorKey(0, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3), row.GetInt64(4)), row.GetInt64(5), row.GetInt64(6)));

    private static List<T> Read<T>(string database, long since, long until, string sql, Func<SqliteDataReader, T> row)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$since", since);
        command.Parameters.AddWithValue("$until", until);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }
}
