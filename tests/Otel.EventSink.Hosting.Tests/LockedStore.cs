using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>Somebody else who writes to the database, and does not come to an end.</summary>
internal sealed class LockedStore : IDisposable
{
    private readonly SqliteConnection _connection;

    public LockedStore(string database)
    {
        _connection = new SqliteConnection($"Data Source={database};Pooling=False");
        _connection.Open();
        using var command = _connection.CreateCommand();
        command.CommandText = "BEGIN IMMEDIATE";
        command.ExecuteNonQuery();
    }

    public void Dispose() => _connection.Dispose();
}
