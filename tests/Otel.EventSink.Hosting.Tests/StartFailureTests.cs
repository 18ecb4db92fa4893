using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

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
    public async Task TheSchemaIsNewer()
    {
        await using var host = new TestHost();
        EventCollector.Open(host.Database).Dispose();
        Execute(host.Database, "PRAGMA user_version = 99");
        var error = await Assert.ThrowsAsync<EventStoreException>(host.StartAsync);
        Assert.StartsWith($"Cannot open event store '{host.Database}': schema version 99 is newer than this version supports", error.Message);
        Assert.EndsWith("Upgrade Otel.EventSink or open another file.", error.Message);
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

    [Fact]
    public async Task WhatTheStartHasSaidIsNotSaidAgain()
    {
        var failures = new List<EventSinkFailure>();
        await using (var host = new TestHost())
        {
            host.Services.AddCentralEventLogging(o => o.OnFailure = failures.Add);
            File.WriteAllText(host.Database, new string('x', 8_192));
            await Assert.ThrowsAsync<EventStoreException>(host.StartAsync);
        }

        Assert.Empty(failures);
    }

    [Fact]
    public void AHostThatIsNeverStartedSaysSoWhenItEnds()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Database, new string('x', 8_192));
        var failures = new List<EventSinkFailure>();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddCentralEventLogging(o =>
        {
            o.DatabasePath = folder.Database;
            o.OnFailure = failures.Add;
        });
        using (var host = builder.Build())
            host.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Shop").LogInformation("Nobody will read this");

        var failure = Assert.Single(failures);
        Assert.Equal("open", failure.Operation);
        Assert.StartsWith($"Nothing was recorded: Cannot open event store '{folder.Database}': ", failure.Message);
    }

    [Fact]
    public async Task WithoutAHostTheContainerSaysSo()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.Database, new string('x', 8_192));
        await using var provider = new ServiceCollection().AddCentralEventLogging(o => o.DatabasePath = folder.Database).BuildServiceProvider();
        Assert.Throws<EventStoreException>(provider.GetRequiredService<IEventCollector>);
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
