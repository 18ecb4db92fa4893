using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;

namespace Otel.EventSink.Hosting.Tests;

/// <summary>A host that cannot be recorded says so at start, once and clearly, and leaves the file as it is.</summary>
public class StartFailureTests
{
    [Fact]
    public async Task TheFileCannotBeOpened()
    {
        await using var host = new TestHost();
        File.WriteAllText(host.Database, "");
        var path = Path.Combine(host.Database, "events.db");
        host.Services.AddCentralEventLogging(o => o.DatabasePath = path);
        var error = await Assert.ThrowsAsync<EventStoreException>(host.StartAsync);
        Assert.StartsWith($"Cannot open event store '{path}': ", error.Message);
        Assert.Contains("Check that the folder exists or can be made", error.Message);
    }

    [Fact]
    public async Task TheFileIsNotADatabase()
    {
        await using var host = new TestHost();
        File.WriteAllText(host.Database, new string('x', 8_192));
        var error = await Assert.ThrowsAsync<EventStoreException>(host.StartAsync);
        Assert.StartsWith($"Cannot open event store '{host.Database}': ", error.Message);
        Assert.Equal(new string('x', 8_192), File.ReadAllText(host.Database));
    }

    [Fact]
    public async Task AHostStartsBesideAnUpgradedOne()
    {
        await using var host = new TestHost();
        EventCollector.Open(host.Database).Dispose();
        Execute(host.Database, "PRAGMA user_version = 99");
        await host.StartAsync();
        var health = await host.Collector.CheckHealthAsync();
        Assert.Equal(CollectorStatus.Unhealthy, health.Status);
        Assert.StartsWith($"Event store '{host.Database}' is only read, and nothing is recorded: schema version 99 is newer than this version supports", health.LastError?.Message);
        Assert.EndsWith("Upgrade Otel.EventSink or open another file.", health.LastError?.Message);
    }

    [Fact]
    public async Task TheDatabaseIsSomebodyElses()
    {
        await using var host = new TestHost();
        Execute(host.Database, "CREATE TABLE theirs (x)");
        var error = await Assert.ThrowsAsync<EventStoreException>(host.StartAsync);
        Assert.StartsWith($"Cannot open event store '{host.Database}': it is a database of another program", error.Message);
        Assert.EndsWith("Name another file.", error.Message);
    }

    private static void Execute(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
