using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Benchmarks.Query;

/// <summary>The public view as if it were a table: text ids and times, six one-column indexes, statistics gathered.</summary>
internal sealed class ReferenceStore : IDisposable
{
    private readonly SqliteConnection _connection;

    public ReferenceStore(string path)
    {
        _connection = new SqliteConnection($"Data Source={path};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 10000");
    }

    public void Fill(IEnumerable<Event[]> pages)
    {
        Execute(ReferenceSchema.Sql);
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
