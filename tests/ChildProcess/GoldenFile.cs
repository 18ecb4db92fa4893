using System.Diagnostics;
using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Logging;
using Otel.EventSink;
using Otel.EventSink.Capture;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Text;

namespace ChildProcess;

/// <summary>
/// Writes the golden file of the present schema: ChildProcess golden tests/Otel.EventSink.Tests/Storage/Golden/vN.db. The same events
/// each time, from every source, so that the files of all versions answer alike; MigrationTests opens them.
/// </summary>
internal static class GoldenFile
{
    private const int Count = 330;

    /// <summary>Windows of texts and runs of correlations end at 65,536: the events lie on both sides.</summary>
    private const int FirstSequence = 65_536 - 200;

    private static readonly DateTimeOffset Start = new(2026, 3, 8, 6, 40, 0, TimeSpan.Zero);
    private static readonly TimeSpan Step = TimeSpan.FromMinutes(5.4);
    private static readonly ActivitySource Source = new("Shop.Checkout", "1.2");

    public static int Make(string path)
    {
        using (EventCollector.Open(path))
        {
        }

        using (var connection = new SqliteConnection($"Data Source={path};Pooling=False"))
        {
            connection.Open();
            using var command = connection.CreateCommand();
            command.CommandText = $"UPDATE store SET next_sequence = {FirstSequence}";
            command.ExecuteNonQuery();
        }

        var clock = new Clock();
        using var collector = EventCollector.Open(new EventSinkOptions { DatabasePath = path, ServiceName = "shop", TimeProvider = clock, TextIndex = false });
        collector.ListenToSpans(TracerPresence.None);
        using (var loggers = LoggerFactory.Create(b => b.SetMinimumLevel(LogLevel.Trace).AddProvider(new EventSinkLoggerProvider(collector))))
        {
            var logger = loggers.CreateLogger("Shop.Cart");
            for (var i = 0; i < Count; i++)
            {
                clock.Now = Start + i * Step;
                Write(i, clock.Now, collector, logger);
                // One after the other: the order of arrival is part of the answers.
                collector.FlushAsync().AsTask().GetAwaiter().GetResult();
            }
        }

        // Half of an hour that still has events.
        collector.DeleteBeforeAsync(Start + 20 * Step).AsTask().GetAwaiter().GetResult();
        using var indexer = new TextIndexer(path, new LogMover(path));
        indexer.IndexNext(CancellationToken.None);
        indexer.IndexNext(CancellationToken.None);
        return 0;
    }

    private static void Write(int i, DateTimeOffset now, EventCollector collector, ILogger logger)
    {
        switch (i % 6)
        {
            case 0:
                collector.TryCollect(Paid(i, now));
                break;
            case 1:
                collector.TryCollect(Refused(i, now));
                break;
            case 2:
                using (logger.BeginScope(new Dictionary<string, object?> { ["customer"] = i % 4, ["correlation_id"] = $"order-{i / 12}" }))
                    logger.LogInformation(new EventId(7, "order.placed"), "Order {Order} of {Amount} placed by {Customer}", i, i * 1.25, $"customer {i % 4}");
                break;
            case 3:
                Trace(i, now, logger);
                break;
            case 4:
                logger.Log(i % 4 == 0 ? LogLevel.Debug : LogLevel.Warning, "Stock of {Article} is at {Level:n1}", $"article-{i % 9}", i / 7.0);
                break;
            default:
                logger.Log(i % 4 == 1 ? LogLevel.Critical : LogLevel.Error, Failure.Of(i), "Payment {Payment} failed", i);
                break;
        }
    }

    private static Event Paid(int i, DateTimeOffset now) => new()
    {
        System = new(i % 4 == 0 ? "shop" : "stock"),
        Type = new("order.paid"),
        Title = $"Order {i} was paid",
        Description = $"Größe {i % 5}, 100% of it: ünïcode \U0001F600",
        Timestamp = now,
        Duration = TimeSpan.FromMilliseconds(1.5 * i * i),
        Tags = i % 4 == 0 ? ["paid", "big one"] : ["paid"],
        CorrelationId = $"order-{i / 12}",
        SourceComponent = "Shop.Till",
        Data = new Dictionary<string, object?> { ["order"] = new Dictionary<string, object?> { ["id"] = i, ["lines"] = new[] { 1, 2, i } }, ["ratio"] = i / 8.0, ["none"] = null },
        Metadata = new Dictionary<string, object?> { ["till"] = $"till-{i % 3}" },
    };

    /// <summary>From outside: with an id of its own, and an error that is only a text.</summary>
    private static Event Refused(int i, DateTimeOffset now) => new()
    {
        Id = Guid.Parse($"0195{i:x4}-0000-7000-8000-{i:x12}", CultureInfo.InvariantCulture),
        System = new("mail"),
        Type = new("mail.refused"),
        Severity = i % 12 == 1 ? Severity.Critical : Severity.Error,
        Title = $"Mail to user{i}@example.com was refused",
        Timestamp = now,
        CorrelationId = $"{i / 12 + 1:x32}",
    };

    /// <summary>A span with a span and a log record in it.</summary>
    private static void Trace(int i, DateTimeOffset now, ILogger logger)
    {
        var parent = new ActivityContext(ActivityTraceId.CreateFromString($"{i / 12 + 1:x32}"), ActivitySpanId.CreateFromString($"{i + 1:x16}"), ActivityTraceFlags.Recorded, isRemote: true);
        using var outer = Source.StartActivity("checkout", ActivityKind.Server, parent, [new("http.request.method", "POST"), new("items", i)], startTime: now)!;
        using (var inner = Source.StartActivity("pay", ActivityKind.Client, outer.Context, startTime: now.AddMilliseconds(10))!)
        {
            logger.LogDebug("Card {Card} is asked for", i % 3);
            if (i % 4 == 1)
                inner.SetStatus(ActivityStatusCode.Error, "card refused");
            inner.SetEndTime(now.UtcDateTime.AddMilliseconds(10 + i));
        }

        outer.SetEndTime(now.UtcDateTime.AddMilliseconds(20 + i));
    }

    /// <summary>Its text does not depend on where this was compiled.</summary>
    private sealed class Failure(string message, string place) : Exception(message)
    {
        public static Failure Of(int i) => new($"Account {i} is closed", i % 4 == 1 ? "Pay" : "Book");

        public override string ToString() => $"Shop.Failure: {Message}\n   at Shop.Cart.{place}(Int32 order)\n   at Shop.Cart.Close()";
    }

    private sealed class Clock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = Start;

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
