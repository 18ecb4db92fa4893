using Microsoft.Data.Sqlite;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>Turns a store back into one of schema version 1, its rollups as that version kept them.</summary>
internal static class FirstVersion
{
    private static readonly string[] Unchanged = ["system", "type", "component", "tag_set", "resource", "origin", "rollup", "rollup_hole"];

    private const string EventColumns = """
        sequence, time, duration, severity, kind, system, type, component, tags, resource, origin, fault,
        correlation, span_id, parent_span_id, id, title, description, data
        """;

    public static void Restore(string path)
    {
        var buckets = RollupRecount.Buckets(path, -1L << 62, 1L << 62);
        var later = path + ".later";
        File.Move(path, later);
        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            Execute("PRAGMA auto_vacuum = INCREMENTAL; PRAGMA journal_mode = WAL");
            Execute($"ATTACH '{later}' AS later");
            using var transaction = connection.BeginTransaction();
            Execute(Script("0001_initial.sql"));
            Execute("DELETE FROM store; INSERT INTO store SELECT only, id_infix, next_sequence, synced FROM later.store");
            foreach (var table in Unchanged)
                Execute($"INSERT INTO {table} SELECT * FROM later.{table}");
            Execute($"""
                INSERT INTO event ({EventColumns}, metadata)
                SELECT {EventColumns}, CASE WHEN thread IS NULL THEN metadata ELSE json_insert(coalesce(metadata, json_object()), '$.thread', thread) END FROM later.event
                """);
            Execute("""
                INSERT INTO fault SELECT id, key, title, first_time FROM later.fault WHERE mined = 0;
                UPDATE event SET fault = NULL WHERE fault NOT IN (SELECT id FROM fault);
                """);
            foreach (var ((hour, type, bucket), events) in buckets)
                Execute($"INSERT INTO rollup_duration SELECT {hour}, {type}, {bucket}, {events} WHERE {hour} NOT IN (SELECT hour FROM rollup_hole)");
            Execute($"PRAGMA application_id = {Schema.ApplicationId}; PRAGMA user_version = 1");
            transaction.Commit();
            Execute("DETACH later");

            void Execute(string sql)
            {
                using var command = connection.CreateCommand();
                command.CommandText = sql;
                command.ExecuteNonQuery();
            }
        }

        File.Delete(later);
    }

    private static string Script(string name)
    {
        using var reader = new StreamReader(typeof(EventCollector).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd();
    }
}
