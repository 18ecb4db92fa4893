using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;

namespace Otel.EventSink.Docs.Tests.Examples;

public static class OperationExamples
{
    public static async Task OpStatistics(IEventCollector events)
    {
        // <op-statistics>
        var statistics = await events.GetStatisticsAsync();
        Console.WriteLine($"{statistics.TotalEvents} events from {statistics.Oldest:MMM dd} to {statistics.Newest:MMM dd}, {statistics.LastHourCount} within the last hour");
        foreach (var (system, count) in statistics.BySystem.OrderByDescending(p => p.Value))
            Console.WriteLine($"{count,4}  {system}");
        // </op-statistics>
    }

    public static async Task OpHealth(IEventCollector events)
    {
        // <op-health>
        var health = await events.CheckHealthAsync();
        Console.WriteLine($"{health.Status}, running: {health.Running}");
        Console.WriteLine($"stored {health.Stored}, dropped {health.Dropped.Values.Sum()}, waiting {health.QueueDepth} of {health.QueueCapacity}");
        Console.WriteLine(health.LastError?.Message ?? "no failure");
        // </op-health>
    }

    public static async Task OpDelete(IEventCollector events)
    {
        // <op-delete>
        var deleted = await events.DeleteBeforeAsync(new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero));
        Console.WriteLine($"{deleted} deleted, {await events.Query().CountAsync()} left");
        // </op-delete>
    }

    public static async Task OpRetain(IEventCollector events)
    {
        // <op-retain>
        var deleted = await events.RetainAsync(maxAge: TimeSpan.FromDays(1), maxBytes: null);
        Console.WriteLine($"{deleted} events were older than a day");
        // </op-retain>
    }

    public static async Task OpBackup(IEventCollector events, DirectoryInfo folder)
    {
        // <op-backup>
        var health = await events.CheckHealthAsync();
        var backup = Path.Combine(folder.FullName, "backup.db");
        await using (var connection = new SqliteConnection($"Data Source={health.DatabasePath};Pooling=False"))
        {
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
            command.CommandText = "VACUUM INTO $file";
            command.Parameters.AddWithValue("$file", backup);
            await command.ExecuteNonQueryAsync();
        }

        await using var copy = EventCollector.Open(backup);
        Console.WriteLine(await copy.Query().CountAsync() == await events.Query().CountAsync());
        // </op-backup>
    }

    public static Task OpMetrics(IEventCollector events)
    {
        // <op-metrics>
        using var listener = new MeterListener();
        listener.InstrumentPublished = (instrument, l) =>
        {
            if (instrument.Meter.Name == "Otel.EventSink")
                l.EnableMeasurementEvents(instrument);
        };
        var names = new SortedSet<string>();
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, state) => names.Add(instrument.Name));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, state) => names.Add(instrument.Name));
        listener.Start();
        listener.RecordObservableInstruments();
        Console.WriteLine(string.Join('\n', names));
        // </op-metrics>
        return Task.CompletedTask;
    }
}
