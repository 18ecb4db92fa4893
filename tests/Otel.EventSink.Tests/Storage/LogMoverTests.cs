using Otel.EventSink.Storage;
using SQLitePCL;

namespace Otel.EventSink.Tests;

/// <summary>What a sync that failed may have lost is written again. The soak program's R4 shows what that is good for.</summary>
public class LogMoverTests
{
    [Fact]
    public void AfterAFailedSyncTheLogIsMovedFromItsStart()
    {
        using var folder = new TempFolder();
        EventCollector.Open(folder.Database).Dispose();
        var mover = new LogMover(folder.Database);
        using var db = SqliteConnections.OpenWriterForOneThread(folder.Database);
        SqliteConnections.Execute(db, "INSERT INTO system (name) VALUES ('moved')");
        var (logged, moved, _) = mover.Move(db);
        Assert.Equal((logged, logged), (logged, moved));

        // As if the kernel had forgotten what was moved.
        Overwrite(folder.Database, new byte[new FileInfo(folder.Database).Length]);
        mover.Move(db);
        Assert.Equal(-1, File.ReadAllBytes(folder.Database).AsSpan().IndexOf("moved"u8));
        mover.Note(new SqliteError(raw.SQLITE_IOERR_FSYNC, "injected"));
        Assert.False(mover.IsTrusted);
        mover.Move(db);
        Assert.True(mover.IsTrusted);
        Assert.True(File.ReadAllBytes(folder.Database).AsSpan().IndexOf("moved"u8) > 0);
    }

    [Fact]
    public void NothingIsTrustedBeforeTheFirstSync()
    {
        using var folder = new TempFolder();
        EventCollector.Open(folder.Database).Dispose();
        var mover = new LogMover(folder.Database);
        using var db = SqliteConnections.OpenWriterForOneThread(folder.Database);
        Assert.False(mover.IsTrusted);
        mover.Trust(db);
        Assert.True(mover.IsTrusted);
        mover.Note(new SqliteError(raw.SQLITE_FULL, "injected"));
        Assert.True(mover.IsTrusted);
    }

    [Fact]
    public void WhoMovesTheLogIsWaitedFor()
    {
        using var folder = new TempFolder();
        EventCollector.Open(folder.Database).Dispose();
        using var db = SqliteConnections.OpenWriterForOneThread(folder.Database);
        using var other = SqliteConnections.OpenWriterForOneThread(folder.Database);
        SqliteConnections.Execute(db, "INSERT INTO system (name) VALUES ('moved')");
        SqliteConnections.Execute(other, "SELECT * FROM system");
        new LogIndex(other).WhileNobodyMoves(() => Assert.True(Assert.Throws<SqliteError>(() => new LogMover(folder.Database).Trust(db)).IsBusy));
        new LogMover(folder.Database).Trust(db);
    }

    private static void Overwrite(string path, byte[] bytes)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        file.Write(bytes);
    }
}
