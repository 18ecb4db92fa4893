using System.Globalization;
using Otel.EventSink.Storage.Correlations;
using Otel.EventSink.Storage.Rollups;
using Otel.EventSink.Storage.Text;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Deletes old events, oldest first, on a connection of its own. An hour of which a part is gone loses its rollups in the same
/// transaction; it is counted from its events until the rest is gone too. Each method but <see cref="MoveLog"/> is called inside a
/// transaction of <see cref="Transaction"/>.
/// </summary>
internal sealed class Deletion : IDisposable
{
    /// <summary>What is done between two looks at the time: some milliseconds even where rows are wide.</summary>
    private const int EventsPerStep = 50;
    private const int PagesPerStep = 32;

    /// <summary>What is kept by hour goes with the first event of the hour.</summary>
    private static readonly string[] DeleteHour =
    [
        "DELETE FROM rollup WHERE hour = ?1",
        "DELETE FROM rollup_histogram WHERE slot >= (?1 << 32) AND slot < (?1 + 1 << 32)",
        "DELETE FROM rollup_error WHERE hour = ?1",
    ];

    /// <summary>An hour without events needs no hole any more; names that were left in it would be counted from now on.</summary>
    private static readonly string[] CloseHours =
    [
        "DELETE FROM rollup_hole WHERE hour < ?1",
        "DELETE FROM rollup_name WHERE hour < ?1",
        "DELETE FROM rollup_name_block WHERE hour < ?1",
    ];

    private readonly string _path;
    private readonly LogMover _mover;
    private readonly Microsoft.Data.Sqlite.SqliteConnection _connection;
    private readonly sqlite3 _db;
    private readonly Statement _oldest;
    private readonly Statement _deleteEvents;
    private readonly Statement[] _deleteHour;
    private readonly Statement _makeHole;
    private readonly Statement[] _closeHours;

    public Deletion(string path, LogMover mover)
    {
        _mover = mover;
        _path = path;
        _connection = SqliteConnections.OpenWriter(path);
        _db = _connection.Handle();
        // No flush within a commit: it would hold up the writer, and what is deleted twice does no harm.
        SqliteConnections.Execute(_connection, "PRAGMA synchronous = NORMAL");
        Transaction = new WriteTransaction(_db);
        _oldest = new Statement(_db, "SELECT min(time) FROM event");
        _deleteEvents = new Statement(_db, "DELETE FROM event WHERE sequence IN (SELECT sequence FROM event WHERE time < ?1 ORDER BY time LIMIT ?2)");
        _deleteHour = [.. DeleteHour.Select(sql => new Statement(_db, sql))];
        _makeHole = new Statement(_db, "INSERT OR IGNORE INTO rollup_hole VALUES (?1)");
        _closeHours = [.. CloseHours.Select(sql => new Statement(_db, sql))];
    }

    public WriteTransaction Transaction { get; }

    /// <summary>Deletes the oldest events, at most <paramref name="size"/>; 0: there is nothing before <paramref name="time"/> any more.</summary>
    /// <param name="time">Unix time in ns; events of this moment stay.</param>
    /// <param name="isTimeUp">Asked from time to time whether that is enough.</param>
    public int DeleteOldest(long time, int size, Func<bool> isTimeUp)
    {
        var deleted = 0;
        for (var oldest = OldestTime(); deleted < size && oldest < time; oldest = OldestTime())
        {
            deleted += DeleteFromHour(HourOf.Time(oldest.Value), time, Math.Min(EventsPerStep, size - deleted));
            if (isTimeUp())
                break;
        }

        return deleted;
    }

    /// <summary>Removes what the indexes beside the table of events hold of events that are all gone; returns how much.</summary>
    public int RemoveLeftovers() => (TextCleanup.RemoveOne(_db) ? 1 : 0) + (CorrelationCleanup.RemoveOne(_db) ? 1 : 0);

    /// <summary>What the database takes without its free pages.</summary>
    public long LiveBytes() => (Pragma("page_count") - FreePages()) * Pragma("page_size");

    public long LogBytes => new FileInfo(_path + "-wal") is { Exists: true } log ? log.Length : 0;

    public long FreePages() => Pragma("freelist_count");

    /// <summary>Gives freed pages back to the file system, at most so many; returns how many. The file shrinks when the log is moved.</summary>
    /// <param name="isTimeUp">Asked from time to time whether that is enough.</param>
    public int Shrink(int pages, Func<bool> isTimeUp)
    {
        var before = FreePages();
        var free = before;
        while (free > 0 && before - free < pages)
        {
            var step = Math.Min(PagesPerStep, pages - (before - free));
            SqliteConnections.Execute(_connection, string.Create(CultureInfo.InvariantCulture, $"PRAGMA incremental_vacuum({step})"));
            var left = FreePages();
            if (left >= free)
                break; // a file from before the mode was set gives nothing back
            free = left;
            if (isTimeUp())
                break;
        }

        return (int)(before - free);
    }

    /// <param name="mode">SQLITE_CHECKPOINT_PASSIVE waits for nobody, SQLITE_CHECKPOINT_RESTART a moment for readers and writers.</param>
    public void MoveLog(int mode = raw.SQLITE_CHECKPOINT_PASSIVE) => _mover.Move(_db, mode);

    public void Dispose()
    {
        foreach (var statement in (Statement[])[_oldest, _deleteEvents, .. _deleteHour, _makeHole, .. _closeHours])
            statement.Dispose();
        Transaction.Dispose();
        _connection.Dispose();
    }

    private int DeleteFromHour(long hour, long time, int size)
    {
        // Events first: what they free is there for the rest, which then needs no new page of a file that may not be able to grow.
        _deleteEvents.Bind(1, Math.Min(time, HourEnd(hour)));
        _deleteEvents.Bind(2, size);
        _deleteEvents.Run();
        var deleted = raw.sqlite3_changes(_db);
        foreach (var statement in _deleteHour)
            RunFor(hour, statement);
        var oldest = OldestTime();
        if (oldest is { } left && HourOf.Time(left) == hour)
            RunFor(hour, _makeHole);
        var oldestHour = oldest is { } next ? HourOf.Time(next) : long.MaxValue;
        foreach (var statement in _closeHours)
            RunFor(oldestHour, statement);
        return deleted;
    }

    private static void RunFor(long hour, Statement statement)
    {
        statement.Bind(1, hour);
        statement.Run();
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
