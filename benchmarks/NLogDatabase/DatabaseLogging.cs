using System.Data;
using Microsoft.Data.Sqlite;
using NLog;
using NLog.Config;
using NLog.Layouts;
using NLog.Targets;
using NLog.Targets.Wrappers;

namespace Otel.EventSink.Benchmarks.NLogDatabase;

/// <summary>NLog's database target as fast as its options make it, and so that nothing is lost: kept connection, WAL, batches of 1,000 in a transaction.</summary>
internal static class DatabaseLogging
{
    public static LogFactory To(string path)
    {
        var connection = $"Data Source={path}";
        CreateTable(connection);
        var target = new DatabaseTarget
        {
            DBProvider = typeof(SqliteConnection).AssemblyQualifiedName!,
            ConnectionString = connection,
            KeepConnection = true,
            IsolationLevel = IsolationLevel.Serializable,
            CommandText = "INSERT INTO Log (Time, Level, Logger, Message, Properties) VALUES (@time, @level, @logger, @message, @properties)",
        };
        target.Parameters.Add(new DatabaseParameterInfo("@time", "${date:universalTime=true:format=o}"));
        target.Parameters.Add(new DatabaseParameterInfo("@level", "${level}"));
        target.Parameters.Add(new DatabaseParameterInfo("@logger", "${logger}"));
        target.Parameters.Add(new DatabaseParameterInfo("@message", "${message}"));
        target.Parameters.Add(new DatabaseParameterInfo("@properties", new JsonLayout { IncludeAllProperties = true }));
        var configuration = new LoggingConfiguration();
        configuration.AddRuleForAllLevels(new AsyncTargetWrapper(target, 65_536, AsyncTargetWrapperOverflowAction.Block) { BatchSize = 1_000, TimeToSleepBetweenBatches = 0 });
        return new LogFactory(configuration) { ThrowExceptions = true };
    }

    private static void CreateTable(string connectionString)
    {
        using var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = """
            PRAGMA journal_mode = WAL;
            CREATE TABLE Log (Id INTEGER PRIMARY KEY, Time TEXT, Level TEXT, Logger TEXT, Message TEXT, Properties TEXT)
            """;
        command.ExecuteNonQuery();
    }
}
