using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Otel.EventSink.Benchmarks.Ingest;
using Otel.EventSink.Benchmarks.Load;
using Serilog;
using Serilog.Configuration;

namespace Otel.EventSink.Benchmarks.Peers;

/// <summary>The same events in a SQLite file, by the product and by what else stores logs there, in turn; all must have stored every one.</summary>
internal static class PeersBenchmark
{
    public static async Task<object> RunAsync(Arguments arguments)
    {
        var events = arguments.Int("events", 200_000);
        var rounds = arguments.Int("rounds", 5);
        using var folder = new WorkFolder();
        await IngestBenchmark.RecordAsync(folder["warm.db"], events / 4);
        RecordBySerilog(folder["warm-serilog.db"], events / 4, SerilogTable.DefaultBatch);

        var (ours, serilog, large, nlog) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            ours.Add(events / await IngestBenchmark.RecordAsync(folder[$"ours{round}.db"], events));
            Expect(events, folder[$"ours{round}.db"], "events");
            serilog.Add(events / RecordBySerilog(folder[$"serilog{round}.db"], events, SerilogTable.DefaultBatch));
            Expect(events, folder[$"serilog{round}.db"], "Logs");
            large.Add(events / RecordBySerilog(folder[$"large{round}.db"], events, SerilogTable.LargestBatch));
            Expect(events, folder[$"large{round}.db"], "Logs");
            nlog.Add(events / await RecordByNLogAsync(folder[$"nlog{round}.db"], events));
            Expect(events, folder[$"nlog{round}.db"], "Log");
            Figures.Say($"round {round + 1}: ours {ours[^1]:n0}, Serilog {serilog[^1]:n0} and {large[^1]:n0}, NLog {nlog[^1]:n0} events/s");
        }

        return new
        {
            events,
            lost = 0,
            rate = Figures.MedianRate(ours),
            serilog_rate = Figures.MedianRate(serilog),
            serilog_large_batches_rate = Figures.MedianRate(large),
            nlog_rate = Figures.MedianRate(nlog),
            ours_over_serilog = Figures.MedianRatio(ours, serilog),
            ours_over_serilog_large_batches = Figures.MedianRatio(ours, large),
            ours_over_nlog = Figures.MedianRatio(ours, nlog),
            serilog = "written for this after the work of Serilog.Sinks.SQLite, which is not served here; 100 in a transaction as by its default, and 1,000",
            nlog = "DatabaseTarget of NLog 4.7, AsyncWrapper, 1,000 in a transaction, WAL; NLog.Database, which newer versions need, is not served here",
        };
    }

    private static double RecordBySerilog(string path, int events, int batch)
    {
        var table = new SerilogTable(path);
        var options = new BatchingOptions { BatchSizeLimit = batch, QueueLimit = null };
        var logger = new LoggerConfiguration().WriteTo.Sink(table, options).CreateLogger();
        using var factory = LoggerFactory.Create(b => b.AddSerilog(logger));
        var started = Stopwatch.GetTimestamp();
        new Producers(factory).Run(events);
        // Returns when all is stored.
        logger.Dispose();
        return Figures.SecondsSince(started);
    }

    private static async Task<double> RecordByNLogAsync(string path, int events)
    {
        // benchmarks/bin/CONFIGURATION/net10.0, and beside it the program of the other version.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../NLogDatabase/bin", configuration, "net10.0/NLogDatabase.dll"));
        using var child = Process.Start(new ProcessStartInfo("dotnet", [program, path, $"{events}"]) { RedirectStandardOutput = true })!;
        var seconds = await Self.ReadLineAsync(child);
        await child.WaitForExitAsync();
        return double.Parse(seconds, CultureInfo.InvariantCulture);
    }

    private static void Expect(int events, string path, string table)
    {
        using var connection = new SqliteConnection($"Data Source={path};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"SELECT count(*) FROM {table}";
        var rows = (long)command.ExecuteScalar()!;
        if (rows != events)
            throw new InvalidOperationException($"{Path.GetFileName(path)} holds {rows} events instead of {events}.");
    }
}
