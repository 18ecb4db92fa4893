using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Otel.EventSink.Benchmarks.Load;

/// <summary>The product as a host has it: <c>AddCentralEventLogging</c>, an <see cref="ILoggerFactory"/>, a database.</summary>
internal sealed class Recorder : IAsyncDisposable, IDisposable
{
    private readonly ServiceProvider _services;

    public Recorder(string path, Action<EventSinkOptions>? configure = null)
    {
        // Spans off: the events that are counted are the log records alone.
        _services = new ServiceCollection()
            .AddCentralEventLogging(o =>
            {
                o.DatabasePath = path;
                o.ServiceName = "shop";
                o.Spans = SpanCapture.Off;
                configure?.Invoke(o);
            })
            .BuildServiceProvider();
        Collector = _services.GetRequiredService<EventCollector>();
        Producers = new Producers(Loggers);
    }

    public EventCollector Collector { get; }

    public ILoggerFactory Loggers => _services.GetRequiredService<ILoggerFactory>();

    public Producers Producers { get; }

    /// <summary>What a program that knows nothing of us finds in the file.</summary>
    public static long CountRows(string path) => (long)Ask(path, "SELECT count(*) FROM events")!;

    /// <summary>The mean length of an event as text: all columns of the public view but the metadata, which the recorder adds.</summary>
    public static double EventBytes(string path) => (double)Ask(path, """
        SELECT avg(length(id) + length(timestamp) + length(system) + length(event_type) + length(severity) + length(title) + length(description) + length(data)
          + length(tags) + ifnull(length(correlation_id), 0) + ifnull(length(source_component), 0) + ifnull(length(duration_ms), 0))
        FROM events WHERE sequence <= 10000
        """)!;

    public void Dispose() => _services.Dispose();

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    private static object? Ask(string path, string sql)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        return command.ExecuteScalar();
    }
}
