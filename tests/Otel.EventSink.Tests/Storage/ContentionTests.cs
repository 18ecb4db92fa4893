using Otel.EventSink.Pipeline;
using Otel.EventSink.Storage;

namespace Otel.EventSink.Tests;

/// <summary>R7: to wait because others write is nobody's failure; to wait for one that holds the lock is.</summary>
public class ContentionTests
{
    private const string Begin = "BEGIN IMMEDIATE; UPDATE store SET synced = synced + 1;";

    [Fact]
    public void WhoeverDoesNotGetTheLockIsToldWhetherOthersCommitted()
    {
        using var folder = new TempFolder();
        EventCollector.Open(folder.Database).Dispose();
        using var other = new Database(folder.Database);
        using var appender = SqliteAppender.Open(folder.Database, new LogMover(folder.Database));

        other.Execute(Begin);
        Assert.True(Append(appender).Result is { IsBusy: true, IsContended: false });

        Eventually.True(() =>
        {
            var trying = Append(appender);
            Eventually.True(() => trying.IsWaiting);
            other.Execute("COMMIT;" + Begin);
            // It may have slipped in between the two, or not have looked before.
            return trying.Result is { IsBusy: true, IsContended: true };
        });
        other.Execute("COMMIT");
        Assert.Null(Append(appender).Result);
    }

    [Fact]
    public void ContentionIsReportedByNobodyAndNothingIsLost()
    {
        using var rig = new Rig(QueueFullMode.Wait);
        rig.Saturate();
        rig.Store.Fail(StoreFailureKind.Contended);
        rig.Store.Unblock();
        var before = rig.Store.Calls;
        Eventually.True(() => rig.Store.Calls > before + 10);
        Assert.Equal(StoreState.Working, rig.Pipeline.Writer.StoreState);

        rig.Drain();
        Assert.Empty(rig.Shown);
        Assert.Equal(Rig.Capacity + 1, rig.Store.Held.Count);
    }

    [Fact]
    public async Task ASyncThatHasToWaitForOthersIsNotReportedEither()
    {
        using var rig = new Rig();
        rig.Add("synced");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Synced));
        rig.Add("only committed");
        await Eventually.Completes(rig.Pipeline.FlushAsync(Durability.Committed));
        rig.Store.Fail(StoreFailureKind.Contended);
        var before = rig.Store.Calls;
        var flush = rig.Pipeline.FlushAsync(Durability.Synced);
        Eventually.True(() => rig.Store.Calls > before + 10);
        Assert.False(rig.Pipeline.Writer.SyncFails);
        Assert.Empty(rig.Shown);
        rig.Store.Heal();
        await Eventually.Completes(flush);
    }

    [Fact]
    public void ContentionDoesNotHoldUpTheEnd()
    {
        using var rig = new Rig();
        rig.Saturate();
        rig.Store.Fail(StoreFailureKind.Contended);
        rig.Store.Unblock();
        rig.Pipeline.Dispose();
        Assert.Equal(Rig.Capacity + 1, rig.Accounting.Dropped(DropReason.StoreFailed));
        Assert.Single(rig.Shown);
    }

    /// <summary>Null: it was stored.</summary>
    private static OnThread<SqliteError?> Append(SqliteAppender appender) => new(() =>
    {
        var batch = new EventBatch();
        new TestItem("event").Encode(batch);
        try
        {
            appender.Append(batch, sync: false);
            return null;
        }
        catch (SqliteError e)
        {
            return e;
        }
    });
}
