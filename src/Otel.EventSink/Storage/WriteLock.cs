using System.Diagnostics;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Takes the lock that all who write the file share, by beginning a transaction. SQLite's own way of waiting looks again after ever longer
/// pauses, so that among several who write flat out the one that has waited longest gets it least (measured, more than two seconds). This
/// looks again all the time, and can tell somebody who holds the lock from many who hand it on.
/// </summary>
internal sealed class WriteLock : IDisposable
{
    /// <summary>Spinning costs less than sleeping for the first moments, and a core for all that come after.</summary>
    private const int SpinsBeforeSleep = 10;

    private readonly sqlite3 _db;
    private readonly Statement _begin;
    private readonly Statement _version;

    public WriteLock(sqlite3 db)
    {
        _db = db;
        // IMMEDIATE: a read that turns into a write cannot wait for the lock, it fails.
        _begin = new Statement(db, "BEGIN IMMEDIATE");
        _version = new Statement(db, "PRAGMA data_version");
    }

    /// <exception cref="SqliteError">Busy, and whether others committed meanwhile; or something worse.</exception>
    public void Take()
    {
        // SQLite is not to wait in here.
        raw.sqlite3_busy_timeout(_db, 0);
        try
        {
            if (TryTake() is not null)
                WaitForIt();
        }
        finally
        {
            raw.sqlite3_busy_timeout(_db, SqliteConnections.BusyMilliseconds);
        }
    }

    public void Dispose()
    {
        _begin.Dispose();
        _version.Dispose();
    }

    private void WaitForIt()
    {
        var before = Version();
        var started = Stopwatch.GetTimestamp();
        var wait = new SpinWait();
        while (true)
        {
            wait.SpinOnce(SpinsBeforeSleep);
            if (TryTake() is not { } busy)
                return;
            if (Stopwatch.GetElapsedTime(started).TotalMilliseconds >= SqliteConnections.BusyMilliseconds)
                throw new SqliteError(busy.Code, busy.Message) { IsContended = Version() != before };
        }
    }

    /// <summary>Null: taken.</summary>
    private SqliteError? TryTake()
    {
        var code = _begin.TryStep();
        var error = code == raw.SQLITE_DONE ? null : SqliteError.From(code, _db, "begin");
        _begin.Reset();
        return error is null || error.IsBusy ? error : throw error;
    }

    /// <summary>Another one after each commit of somebody else's.</summary>
    private long Version()
    {
        try
        {
            _version.Step();
            return _version.Long(0);
        }
        catch (SqliteError e) when (e.IsBusy)
        {
            return 0; // nobody can read while the file is locked for good: nobody commits either
        }
        finally
        {
            _version.Reset();
        }
    }
}
