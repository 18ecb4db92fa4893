using System.Globalization;
using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;
using Otel.EventSink.Storage.Correlations;

namespace Otel.EventSink.Tests;

/// <summary>Looking a correlation up must find exactly the events that have it, wherever the runs end and whoever wrote them.</summary>
public class CorrelationLookupTests
{
    [Fact]
    public void EveryEventIsFoundWhoeverWroteItAndWhereverRunsEnd() => Seeds.Each(4, seed =>
    {
        var random = new Random(seed);
        using var folder = new TempFolder();
        using var two = new TwoWriters(folder.Database, firstSequence: CorrelationRun.Length - random.Next(1, 3_000));
        for (var round = 0; round < 40 || two.NextSequence <= CorrelationRun.Length; round++)
        {
            two.Append(random, random.Next(1, round % 10 == 0 ? 1_500 : 60));
            if (round % 13 == 0)
                two.AssertAllAreFound();
        }

        two.AssertAllAreFound();
        Assert.True(two.NextSequence > CorrelationRun.Length);
        Assert.True(two.Number("SELECT count(DISTINCT slot >> 9) FROM correlation_run") >= 1);
        Assert.Equal(0, two.Number($"SELECT count(*) FROM correlation_recent WHERE first_sequence < {CorrelationRun.Start(CorrelationRun.Of(two.NextSequence))}"));
    });

    [Fact]
    public void EveryEventIsFoundWhileRunsArePutTogetherAndAfterwards()
    {
        var random = new Random(7);
        using var folder = new TempFolder();
        using var two = new TwoWriters(folder.Database, firstSequence: 1);
        for (long run = 0; run < 3 * CorrelationGroup.Runs + 5; run++)
        {
            two.SkipTo(CorrelationRun.Start(run + 1) - random.Next(1, 40));
            two.Append(random, 60);
            if (run % 5 == 0)
                two.AssertAllAreFound();
        }

        two.AssertAllAreFound();
        // Two groups are whole, a third is being made, and the first one's runs are gone.
        Assert.Equal(3, two.Number("SELECT count(DISTINCT slot >> 9) FROM correlation_group"));
        Assert.Equal(CorrelationGroup.Runs, two.Number("SELECT min(slot >> 9) FROM correlation_run") - 5);
        var before = two.Tables();
        two.Execute("DELETE FROM correlation_recent; DELETE FROM correlation_run; DELETE FROM correlation_group");
        two.Backfill();
        Assert.Equal(before, two.Tables());
    }

    [Fact]
    public void EventsOlderThanTheTablesAreEnteredAsTheWriterWould() => Seeds.Each(2, seed =>
    {
        var random = new Random(seed);
        using var folder = new TempFolder();
        using var two = new TwoWriters(folder.Database, firstSequence: CorrelationRun.Length - 500);
        two.Append(random, 300);
        two.Append(random, 700);
        var before = two.Tables();
        two.Execute("DELETE FROM correlation_recent; DELETE FROM correlation_run; DELETE FROM correlation_group");
        two.Backfill();
        Assert.Equal(before, two.Tables());
        two.AssertAllAreFound();
    });

    [Fact]
    public async Task ARunOfWhichNoEventIsLeftGoesWithThem()
    {
        using var folder = new TempFolder();
        using (var two = new TwoWriters(folder.Database, firstSequence: CorrelationRun.Length - 50))
        {
            two.Append(new Random(1), 100);
            Assert.True(two.Number("SELECT count(*) FROM correlation_run") > 1);
        }

        await using var collector = EventCollector.Open(folder.Database);
        await collector.CollectAsync(new Event { System = new("test"), Type = new("test.row"), Title = "new", CorrelationId = "order-1" });
        Assert.Equal(100, await collector.DeleteBeforeAsync(DateTimeOffset.UnixEpoch.AddDays(1)));

        using var database = new Database(folder.Database);
        Assert.Equal(0, database.Number("SELECT count(*) FROM correlation_run"));
        Assert.Single(await collector.Query().CorrelationId("order-1").ToListAsync());
    }

    [Fact]
    public void WhatIsRolledBackIsNotEntered()
    {
        using var folder = new TempFolder();
        using var two = new TwoWriters(folder.Database, firstSequence: 1);
        two.Append(new Random(1), 10);
        var before = two.Tables();
        Assert.Throws<SqliteError>(() => two.AppendTooMuch());
        Assert.Equal(before, two.Tables());
        two.Append(new Random(2), 10);
        two.AssertAllAreFound();
    }

    private sealed class TwoWriters : IDisposable
    {
        private readonly string _path;
        private readonly SqliteAppender[] _appenders;
        private readonly SQLitePCL.sqlite3 _first;

        public TwoWriters(string path, long firstSequence)
        {
            _path = path;
            EventCollector.Open(path).Dispose();
            SkipTo(firstSequence);
            _first = SqliteConnections.OpenWriterForOneThread(path);
            _appenders = [new(_first, new LogMover(path)), new(SqliteConnections.OpenWriterForOneThread(path), new LogMover(path))];
        }

        public long NextSequence => Number("SELECT next_sequence FROM store");

        public void SkipTo(long sequence) => Execute(string.Create(CultureInfo.InvariantCulture, $"UPDATE store SET next_sequence = {sequence}"));

        public void Append(Random random, int count)
        {
            var batch = new EventBatch();
            for (var i = 0; i < count; i++)
                Add(batch, random.Next(4) == 0 ? null : IdOf(random.Next(25)), "");
            _appenders[random.Next(2)].Append(batch, sync: false);
        }

        public void AppendTooMuch()
        {
            var batch = new EventBatch();
            Add(batch, IdOf(3), new string('x', 1_000_000));
            SqliteConnections.Execute(_first, "PRAGMA max_page_count = 1");
            try
            {
                _appenders[0].Append(batch, sync: false);
            }
            finally
            {
                SqliteConnections.Execute(_first, "PRAGMA max_page_count = 1000000");
            }
        }

        public void AssertAllAreFound()
        {
            using var reader = new SqliteReader(_path);
            using var database = new Database(_path);
            var events = database.Rows("SELECT correlation_id, sequence FROM events WHERE correlation_id IS NOT NULL").ToLookup(r => (string)r["correlation_id"]!, r => (long)r["sequence"]!);
            for (var i = 0; i < 25; i++)
                Assert.Equal(events[IdOf(i)].Order(), CorrelationLookup.Find(reader, IdOf(i), CancellationToken.None).Order());
            Assert.Empty(CorrelationLookup.Find(reader, "never logged", CancellationToken.None));
        }

        public string Tables()
        {
            using var database = new Database(_path);
            var recent = database.Rows("SELECT first_sequence, hex(hashes) AS hashes FROM correlation_recent ORDER BY 1").Select(r => $"{r["first_sequence"]} {r["hashes"]}");
            var packed = database.Rows("SELECT slot, hex(entries) AS entries FROM correlation_run UNION ALL SELECT slot, hex(entries) FROM correlation_group ORDER BY 1, 2").Select(r => $"{r["slot"]} {r["entries"]}");
            return string.Join('\n', recent.Concat(packed));
        }

        public void Backfill() => CorrelationBackfill.Run(_first);

        public long Number(string sql)
        {
            using var database = new Database(_path);
            return database.Number(sql);
        }

        public void Execute(string sql)
        {
            using var database = new Database(_path);
            database.Execute(sql);
        }

        public void Dispose() => Array.ForEach(_appenders, a => a.Dispose());

        /// <summary>Every other one is a trace id.</summary>
        private static string IdOf(int i) => i % 2 == 0 ? $"order-{i}" : $"{i:x2}".PadLeft(32, 'a');

        private static void Add(EventBatch batch, string? correlation, string description)
        {
            var text = batch.Text(description, 2_000_000);
            ref var row = ref batch.Add();
            (row.System, row.Type, row.Severity, row.Description) = ("test", "test.row", 9, text);
            Otel.EventSink.Capture.EventValues.SetCorrelation(ref row, batch, correlation, default);
        }
    }
}
