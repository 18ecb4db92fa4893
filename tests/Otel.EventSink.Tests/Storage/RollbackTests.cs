using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>After a transaction that failed half-way, names added in it must not be believed to be there.</summary>
public class RollbackTests
{
    [Fact]
    public async Task NamesOfARolledBackTransactionAreNotRemembered()
    {
        using var folder = new TempFolder();
        EventCollector.Open(folder.Database).Dispose();
        using (var limited = SqliteConnections.OpenWriterForOneThread(folder.Database))
        using (var appender = new SqliteAppender(limited, new LogMover(folder.Database)))
        using (var other = new SqliteAppender(SqliteConnections.OpenWriterForOneThread(folder.Database), new LogMover(folder.Database)))
        {
            // The disk is full: the names fit, the long text behind them does not.
            SqliteConnections.Execute(limited, "PRAGMA max_page_count = 1");
            var error = Assert.Throws<SqliteError>(() => appender.Append(Batch("lost", new string('x', 1_000_000)), sync: false));
            Assert.Equal(SQLitePCL.raw.SQLITE_FULL, error.PrimaryCode);
            other.Append(Batch("other", "takes the numbers that were rolled back"), sync: false);
            SqliteConnections.Execute(limited, "PRAGMA max_page_count = 1000000");
            Assert.Equal(new AppendResult(1, 0, 0), appender.Append(Batch("lost", "stored after all"), sync: false));
        }

        await using var collector = EventCollector.Open(folder.Database);
        var events = await collector.Query().OrderBy(EventField.Sequence, descending: false).ToListAsync();
        Assert.Equal(["other", "lost"], events.Select(e => e.System.Name));
        Assert.Equal(["other.type", "lost.type"], events.Select(e => e.Type.Name));
        Assert.Equal(["other component", "lost component"], events.Select(e => e.SourceComponent));
        Assert.Equal(["other tag", "lost tag"], events.Select(e => e.Tags.Single()));
        Assert.Equal(["title of other", "title of lost"], events.Select(e => e.Title));
        Assert.Equal(["other", "lost"], events.Select(e => e.Metadata["resource"]));
    }

    [Fact]
    public void ATransactionThatFailedLeavesNothingBehind()
    {
        using var folder = new TempFolder();
        EventCollector.Open(folder.Database).Dispose();
        using var limited = SqliteConnections.OpenWriterForOneThread(folder.Database);
        using var appender = new SqliteAppender(limited, new LogMover(folder.Database));
        appender.Append(Batch("first", "fits"), sync: true);
        SqliteConnections.Execute(limited, "PRAGMA max_page_count = 1");
        Assert.Throws<SqliteError>(() => appender.Append(Batch("lost", new string('x', 1_000_000)), sync: true));
        using var database = new Database(folder.Database);
        Assert.Equal(1, database.Number("SELECT count(*) FROM events"));
        Assert.Equal(1, database.Number("SELECT count(*) FROM system"));
        Assert.Equal(2, database.Number("SELECT next_sequence FROM store"));
        // And no lock: another may write at once.
        database.Execute("BEGIN IMMEDIATE; COMMIT");
    }

    private static EventBatch Batch(string name, string description)
    {
        var batch = new EventBatch();
        var text = batch.Text(description, 2_000_000);
        ref var row = ref batch.Add();
        row.System = name;
        row.Type = $"{name}.type";
        row.Component = $"{name} component";
        row.Tags = $"""["{name} tag"]""";
        row.Resource = $$"""{"resource":"{{name}}"}""";
        row.Origin = new Origin($"title of {name}", "{}");
        row.Severity = 9;
        row.Description = text;
        return batch;
    }
}
