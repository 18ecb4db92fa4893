using System.Globalization;
using Microsoft.Data.Sqlite;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace Otel.EventSink.Benchmarks.Peers;

/// <summary>
/// Stores batches as Serilog's SQLite sink does, which is not served where this is measured: a table of six columns without an index,
/// a connection and a transaction for each batch, journal in memory, synchronous NORMAL. Unlike that sink it never drops: Serilog's own
/// batching keeps what has come.
/// </summary>
internal sealed class SerilogTable : IBatchedLogEventSink
{
    /// <summary>How many events the sink writes in one transaction unless told otherwise, and at most.</summary>
    public const int DefaultBatch = 100, LargestBatch = 1_000;

    private readonly string _connectionString;
    private readonly JsonValueFormatter _json = new();

    public SerilogTable(string path)
    {
        _connectionString = $"Data Source={path}";
        using var connection = Open();
        using var create = connection.CreateCommand();
        create.CommandText = "CREATE TABLE Logs (id INTEGER PRIMARY KEY AUTOINCREMENT, Timestamp TEXT, Level VARCHAR(10), Exception TEXT, RenderedMessage TEXT, Properties TEXT)";
        create.ExecuteNonQuery();
    }

    public async Task EmitBatchAsync(IReadOnlyCollection<LogEvent> batch)
    {
        await using var connection = Open();
        await using var transaction = connection.BeginTransaction();
        await using var insert = connection.CreateCommand();
        insert.Transaction = transaction;
        insert.CommandText = "INSERT INTO Logs (Timestamp, Level, Exception, RenderedMessage, Properties) VALUES (@timestamp, @level, @exception, @message, @properties)";
        var parameters = new[] { "@timestamp", "@level", "@exception", "@message", "@properties" }.Select(n => insert.Parameters.Add(n, SqliteType.Text)).ToArray();
        foreach (var e in batch)
        {
            parameters[0].Value = e.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fff", CultureInfo.InvariantCulture);
            parameters[1].Value = e.Level.ToString();
            parameters[2].Value = e.Exception?.ToString() ?? "";
            parameters[3].Value = e.RenderMessage(CultureInfo.InvariantCulture);
            parameters[4].Value = Properties(e);
            await insert.ExecuteNonQueryAsync();
        }

        await transaction.CommitAsync();
    }

    public Task OnEmptyBatchAsync() => Task.CompletedTask;

    private string Properties(LogEvent e)
    {
        using var text = new StringWriter();
        _json.Format(new StructureValue(e.Properties.Select(p => new LogEventProperty(p.Key, p.Value))), text);
        return text.ToString();
    }

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        using var settings = connection.CreateCommand();
        settings.CommandText = "PRAGMA journal_mode = MEMORY; PRAGMA synchronous = NORMAL";
        settings.ExecuteNonQuery();
        return connection;
    }
}
