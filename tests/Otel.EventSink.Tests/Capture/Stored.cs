using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Tests;

/// <summary>What is in the file, as any SQLite client sees it.</summary>
internal static class Stored
{
    /// <summary>All JSON in the view is what SQLite takes for JSON, so that no filter on a value can fail on it.</summary>
    public static void IsValid(string database) =>
        Assert.Equal(0L, Scalar(database, "SELECT count(*) FROM events WHERE NOT (json_valid(data) AND json_valid(metadata) AND json_valid(tags))"));

    public static object? Scalar(string database, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={database};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
