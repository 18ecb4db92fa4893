using Otel.EventSink.Benchmarks.Load;
using Otel.EventSink.Benchmarks.Query;
using Otel.EventSink.Benchmarks.Raw;

namespace Otel.EventSink.Benchmarks.Ingest;

/// <summary>
/// The product beside SQLite itself, in turn, median of the rounds: what the product wrote, inserted again through the C interface into
/// the same schema, and the same events in the reference schema, with ids as they are (in the order of time) and with random ones.
/// </summary>
internal static class CeilingBenchmark
{
    private const string View = "id, timestamp, system, event_type, severity, title, description, data, tags, correlation_id, source_component, duration_ms, metadata";

    /// <summary>The tables of the product that get rows as long as events come, and the order in which they get them.</summary>
    private static readonly (string Name, string Order)[] GrowingTables = [("event", "sequence"), ("correlation_run", "slot"), ("correlation_group", "slot")];

    public static async Task<object> RunAsync(Arguments arguments)
    {
        var events = arguments.Int("events", 1_000_000);
        var rounds = arguments.Int("rounds", 5);
        using var folder = new WorkFolder();
        await IngestBenchmark.RecordAsync(folder["model.db"], events);
        TableRows[] rows, ordered, random;
        using (var model = new RawDatabase(folder["model.db"]))
        {
            rows = [.. GrowingTables.Select(t => new TableRows(t.Name, model.Read($"SELECT * FROM {t.Name} ORDER BY {t.Order}")))];
            ordered = [new("events", model.Read($"SELECT {View} FROM events ORDER BY sequence"))];
            random = [new("events", model.Read($"SELECT lower(hex(randomblob(16))){View[2..]} FROM events ORDER BY sequence"))];
        }

        var (ours, raw, reference, randomIds) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(events / await IngestBenchmark.RecordAsync(Fresh(folder["ours.db"]), events));
            raw.Add(InsertIntoProductsSchema(Fresh(folder["raw.db"]), rows));
            reference.Add(InsertIntoReference(Fresh(folder["reference.db"]), ordered));
            randomIds.Add(InsertIntoReference(Fresh(folder["random.db"]), random));
            Figures.Say($"round {round + 1}: ours {ours[^1]:n0}, raw {raw[^1]:n0}, reference {reference[^1]:n0}, with random ids {randomIds[^1]:n0} rows/s");
        }

        return new
        {
            events,
            lost = events - Recorder.CountRows(folder["ours.db"]),
            rate = Figures.MedianRate(ours),
            raw_rate = Figures.MedianRate(raw),
            reference_rate = Figures.MedianRate(reference),
            reference_random_ids_rate = Figures.MedianRate(randomIds),
            ours_over_raw = Figures.MedianRatio(ours, raw),
            ours_over_reference = Figures.MedianRatio(ours, reference),
            ours_over_reference_random_ids = Figures.MedianRatio(ours, randomIds),
            bytes_per_event = Bytes(folder["ours.db"], events),
            raw_bytes_per_event = Bytes(folder["raw.db"], events),
            reference_bytes_per_event = Bytes(folder["reference.db"], events),
        };
    }

    /// <summary>The schema is the product's own: a collector makes it, and is gone before the first row.</summary>
    private static double InsertIntoProductsSchema(string path, TableRows[] rows)
    {
        EventCollector.Open(path).Dispose();
        using var database = new RawDatabase(path);
        return database.Insert(rows);
    }

    private static double InsertIntoReference(string path, TableRows[] rows)
    {
        using var database = new RawDatabase(path);
        database.Execute(ReferenceSchema.Sql);
        return database.Insert(rows);
    }

    private static string Fresh(string path)
    {
        WorkFolder.DeleteDatabase(path);
        return path;
    }

    private static double Bytes(string path, int events) => Math.Round(new FileInfo(path).Length / (double)events, 1);
}
