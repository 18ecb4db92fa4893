using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Tests;

/// <summary>A database file as anybody else sees it: through a connection that is none of the product's.</summary>
internal sealed class Database : IDisposable
{
    private readonly SqliteConnection _connection;

    public Database(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        _connection.Open();
    }

    public List<Dictionary<string, object?>> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<Dictionary<string, object?>>();
        while (reader.Read())
            rows.Add(Enumerable.Range(0, reader.FieldCount).ToDictionary(reader.GetName, i => reader.IsDBNull(i) ? null : reader.GetValue(i)));
        return rows;
    }

    public string? Text(string sql) => Convert.ToString(Rows(sql)[0].Values.First(), CultureInfo.InvariantCulture);

    public long Number(string sql) => Convert.ToInt64(Rows(sql)[0].Values.First(), CultureInfo.InvariantCulture);

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
