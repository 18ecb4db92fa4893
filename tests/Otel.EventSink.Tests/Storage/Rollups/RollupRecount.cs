using Microsoft.Data.Sqlite;
using Otel.EventSink.Storage.Rollups;

namespace Otel.EventSink.Tests;

/// <summary>What the rollups must say, counted by SQL from the table of events alone.</summary>
internal static class RollupRecount
{
    // Division rounds towards zero; the remainder, made positive, is taken off first. Timed is 0 to 2^53 ns.
    private const string Hour = "(time - (time % 3600000000000 + 3600000000000) % 3600000000000) / 3600000000000";
    private const string IsTimed = "duration >= 0 AND duration < 9007199254740992";

    public static Dictionary<RollupKey, RollupCell> Cells(string database, long since, long until) => Read(database, since, until,
        $"""
        SELECT {Hour}, type, system, severity, count(*), count(*) FILTER (WHERE {IsTimed}), ifnull(sum(duration) FILTER (WHERE {IsTimed}), 0),
          min(duration) FILTER (WHERE {IsTimed}), max(duration) FILTER (WHERE {IsTimed})
        FROM event WHERE time >= $since AND time < $until GROUP BY 1, 2, 3, 4
        """,
        row => KeyValuePair.Create(
            new RollupKey(row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt32(3)),
            new RollupCell(row.GetInt64(4), row.GetInt64(5), row.GetInt64(6), row.IsDBNull(7) ? 0 : row.GetInt64(7), row.IsDBNull(8) ? 0 : row.GetInt64(8))))
        .ToDictionary();

    public static Dictionary<BucketKey, long> Buckets(string database, long since, long until) => Read(database, since, until,
        $"SELECT {Hour}, type, duration, count(*) FROM event WHERE {IsTimed} AND time >= $since AND time < $until GROUP BY 1, 2, 3",
        row => (Key: new BucketKey(row.GetInt64(0), row.GetInt64(1), DurationBuckets.Of(row.GetInt64(2))), Events: row.GetInt64(3)))
        .GroupBy(b => b.Key, b => b.Events)
        .ToDictionary(g => g.Key, g => g.Sum());

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
