using System.Globalization;
using Otel.EventSink.Storage.Rollups;
using Otel.EventSink.Storage.Text;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Deletes old events, oldest first, in transactions so small that the writer hardly waits, on a connection of its own. An hour of
/// which a part is gone loses its rollup in the same transaction; it is counted from its events until the rest is gone too.
/// </summary>
internal sealed class Deletion : IDisposable
{
    private readonly Microsoft.Data.Sqlite.SqliteConnection _connection;
    private readonly sqlite3 _db;
    private readonly Statement _oldest;
    private readonly Statement _makeHole;
    private readonly Statement _deleteCells;
    private readonly Statement _deleteHistograms;
    private readonly Statement _deleteErrors;
    private readonly Statement _deleteEvents;
    private readonly Statement _closeHoles;
    private readonly Statement _deleteNames;
    private readonly Statement _deleteBlocks;

    public Deletion(string path)
    {
        _connection = SqliteConnections.OpenWriter(path);
        _db = _connection.Handle();
        _oldest = new Statement(_db, "SELECT min(time) FROM event");
        _makeHole = new Statement(_db, "INSERT OR IGNORE INTO rollup_hole VALUES (?1)");
        _deleteCells = new Statement(_db, "DELETE FROM rollup WHERE hour = ?1");
        _deleteHistograms = new Statement(_db, "DELETE FROM rollup_histogram WHERE slot >= (?1 << 32) AND slot < (?1 + 1 << 32)");
        _deleteErrors = new Statement(_db, "DELETE FROM rollup_error WHERE hour = ?1");
        _deleteEvents = new Statement(_db, "DELETE FROM event WHERE sequence IN (SELECT sequence FROM event WHERE time < ?1 ORDER BY time LIMIT ?2)");
        _closeHoles = new Statement(_db, "DELETE FROM rollup_hole WHERE hour < ?1");
        _deleteNames = new Statement(_db, "DELETE FROM rollup_name WHERE hour < ?1");
        _deleteBlocks = new Statement(_db, "DELETE FROM rollup_name_block WHERE hour < ?1");
    }

    /// <summary>Deletes the oldest events, at most <paramref name="size"/>; 0: there is nothing before <paramref name="time"/> any more.</summary>
    /// <param name="time">Unix time in ns; events of this moment stay.</param>
    public int DeleteSlice(long time, int size)
    {
        SqliteConnections.Execute(_connection, "BEGIN IMMEDIATE");
        try
        {
            var deleted = OldestTime() is { } oldest && oldest < time ? DeleteFromHour(HourOf.Time(oldest), time, size) : 0;
            SqliteConnections.Execute(_connection, "COMMIT");
            return deleted;
        }
        catch
        {
            if (raw.sqlite3_get_autocommit(_db) == 0)
                raw.sqlite3_exec(_db, "ROLLBACK");
            throw;
        }
    }

    /// <summary>What the database takes without its free pages.</summary>
    public long LiveBytes() => (Pragma("page_count") - Pragma("freelist_count")) * Pragma("page_size");

    public long FreePages() => Pragma("freelist_count");

    /// <summary>Gives freed pages back to the file system, at most so many at once. The file shrinks when the log is moved.</summary>
    public void Shrink(int pages) => SqliteConnections.Execute(_connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({pages})"));

    public void MoveLog() => Checkpointer.Checkpoint(_connection);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_oldest, _makeHole, _deleteCells, _deleteHistograms, _deleteErrors, _deleteEvents, _closeHoles, _deleteNames, _deleteBlocks])
            statement.Dispose();
        _connection.Dispose();
    }

    private int DeleteFromHour(long hour, long time, int size)
    {
        foreach (var statement in (Statement[])[_makeHole, _deleteCells, _deleteHistograms, _deleteErrors])
        {
            statement.Bind(1, hour);
            statement.Run();
        }

        _deleteEvents.Bind(1, Math.Min(time, HourEnd(hour)));
        _deleteEvents.Bind(2, size);
        _deleteEvents.Run();
        var deleted = raw.sqlite3_changes(_db);

        // An hour without events needs no hole any more; names that were left in it would be counted from now on.
        var oldestHour = OldestTime() is { } oldest ? HourOf.Time(oldest) : long.MaxValue;
        foreach (var statement in (Statement[])[_closeHoles, _deleteNames, _deleteBlocks])
        {
            statement.Bind(1, oldestHour);
            statement.Run();
        }

        TextCleanup.RemoveOne(_db);
        return deleted;
    }

    private long Pragma(string name) => SqliteConnections.Scalar(_connection, $"PRAGMA {name}");

    private static long HourEnd(long hour) => hour >= HourOf.Time(long.MaxValue) ? long.MaxValue : (hour + 1) * HourOf.Nanoseconds;

    private long? OldestTime()
    {
        _oldest.Step();
        var oldest = _oldest.IsNull(0) ? (long?)null : _oldest.Long(0);
        _oldest.Reset();
        return oldest;
    }
}
