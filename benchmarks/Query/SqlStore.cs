using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>A database that is asked in plain SQL: the <see cref="ReferenceSchema"/>, filled and analysed.</summary>
internal sealed class SqlStore : IDisposable
{
    private readonly SqliteConnection _connection;

    public SqlStore(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 10000");
    }

    /// <summary>Whether there are events; an interrupted run may have left none.</summary>
    public bool IsFilled => Ask("SELECT count(*) FROM sqlite_schema WHERE name = 'sqlite_stat1'") == "1";

    public void Fill(IEnumerable<Event[]> pages)
    {
        Execute($"DROP TABLE IF EXISTS events; {ReferenceSchema.Sql}");
        using var insert = _connection.CreateCommand();
        insert.CommandText = $"INSERT INTO events VALUES ({string.Join(", ", ReferenceSchema.Columns.Select(c => "$" + c))})";
        var parameters = ReferenceSchema.Columns.Select(c => insert.Parameters.Add(new SqliteParameter("$" + c, null))).ToArray();
        foreach (var page in pages)
        {
            using var transaction = _connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var e in page)
            {
                object?[] values =
                [
                    e.Id.ToString(), Text(e.Timestamp), e.System.Name, e.Type.Name, e.Severity.ToString().ToLowerInvariant(), e.Title, e.Description,
                    JsonSerializer.Serialize(e.Data), JsonSerializer.Serialize(e.Tags), e.CorrelationId, e.SourceComponent, e.Duration?.TotalMilliseconds, "{}",
                ];
                for (var i = 0; i < values.Length; i++)
                    parameters[i].Value = values[i] ?? DBNull.Value;
                insert.ExecuteNonQuery();
            }

            transaction.Commit();
        }

        Execute("ANALYZE");
    }

    /// <summary>All rows, a line each, columns parted by bars.</summary>
    public string Ask(string sql, params (string Name, object Value)[] parameters)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value);
        using var reader = command.ExecuteReader();
        var lines = new List<string>();
        var values = new object[reader.FieldCount];
        while (reader.Read())
        {
            reader.GetValues(values);
            lines.Add(string.Join('|', values.Select(v => Convert.ToString(v, CultureInfo.InvariantCulture))));
        }

        return string.Join('\n', lines);
    }

    /// <summary>Reads every column of every row and makes nothing of them; how many rows it were.</summary>
    public int Materialise(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = 0;
        for (; reader.Read(); rows++)
            reader.GetValues(new object[reader.FieldCount]);
        return rows;
    }

    public static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffffffZ", CultureInfo.InvariantCulture);

    public void Dispose() => _connection.Dispose();

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        command.ExecuteNonQuery();
    }
}
