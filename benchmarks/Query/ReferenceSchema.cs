namespace Otel.EventSink.Benchmarks.Query;

/// <summary>The public view as if it were a table: text ids and times, six one-column indexes.</summary>
internal static class ReferenceSchema
{
    public static readonly string[] Columns =
    [
        "id", "timestamp", "system", "event_type", "severity", "title", "description", "data", "tags", "correlation_id", "source_component", "duration_ms", "metadata",
    ];

    public const string Sql = """
        CREATE TABLE events (id TEXT PRIMARY KEY, timestamp TEXT, system TEXT, event_type TEXT, severity TEXT, title TEXT, description TEXT, data TEXT,
          tags TEXT, correlation_id TEXT, source_component TEXT, duration_ms REAL, metadata TEXT);
        CREATE INDEX events_timestamp ON events (timestamp);
        CREATE INDEX events_system ON events (system);
        CREATE INDEX events_event_type ON events (event_type);
        CREATE INDEX events_severity ON events (severity);
        CREATE INDEX events_correlation_id ON events (correlation_id);
        CREATE INDEX events_source_component ON events (source_component);
        """;
}
