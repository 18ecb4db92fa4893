using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Soak;

/// <summary>The database as anybody else sees it: through a connection that is none of the product's.</summary>
internal sealed class Store : IDisposable
{
    private readonly SqliteConnection _connection;

    public Store(string path)
    {
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ConnectionString);
        _connection.Open();
    }

    public List<object[]> Rows(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    public void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public long Number(string sql) => (long)Rows(sql)[0][0];

    /// <exception cref="BrokenPromiseException">SQLite finds the file damaged.</exception>
    public void CheckIntegrity()
    {
        var found = string.Join("; ", Rows("PRAGMA integrity_check").Select(r => r[0]));
        Run.Check(found == "ok", $"integrity_check: {found}");
    }

    public void Dispose() => _connection.Dispose();
}
