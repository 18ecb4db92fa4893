using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Tests;

/// <summary>Turns a store back into one of schema version 1, its rollups as that version kept them.</summary>
internal static class FirstVersion
{
    public static void Restore(string path)
    {
        var buckets = RollupRecount.Buckets(path, -1L << 62, 1L << 62);
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        using var transaction = connection.BeginTransaction();
        Execute("""
            CREATE TABLE rollup_duration (hour INTEGER NOT NULL, type INTEGER NOT NULL, bucket INTEGER NOT NULL, events INTEGER NOT NULL,
              PRIMARY KEY (hour, type, bucket)) WITHOUT ROWID;
            DROP TABLE rollup_histogram;
            DROP TABLE rollup_error;
            UPDATE event SET fault = NULL WHERE fault IN (SELECT id FROM fault WHERE mined = 1);
            DELETE FROM fault WHERE mined = 1;
            ALTER TABLE fault DROP COLUMN mined;
            DROP INDEX event_time;
            CREATE INDEX event_time ON event (time);
            PRAGMA user_version = 1;
            """);
        foreach (var ((hour, type, bucket), events) in buckets)
            Execute($"INSERT INTO rollup_duration SELECT {hour}, {type}, {bucket}, {events} WHERE {hour} NOT IN (SELECT hour FROM rollup_hole)");
        transaction.Commit();

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
