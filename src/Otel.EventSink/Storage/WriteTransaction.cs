using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// A transaction that writes. It commits no page that the database file has no room for: the log can then be moved into the file, and
/// written again from its start, when the disk is full. Without that not even deleting would be possible any more.
/// </summary>
internal sealed class WriteTransaction : IDisposable
{
    // Room is made in steps, as long as the disk has it. A checkpoint that moves everything cuts off what is too much.
    private const int MinStepPages = 16;
    private const int MaxStepPages = 256;

    private readonly sqlite3 _db;
    private readonly SqliteFile _file;
    private readonly WriteLock _lock;
    private readonly Statement _commit;
    private readonly Statement _countPages;
    private readonly Statement _version;
    private readonly long _pageSize;
    private long _committedPages;

    public WriteTransaction(sqlite3 db)
    {
        _db = db;
        _file = SqliteFile.Database(db);
        _lock = new WriteLock(db);
        _commit = new Statement(db, "COMMIT");
        _countPages = new Statement(db, "PRAGMA page_count");
        _version = new Statement(db, "PRAGMA user_version");
        using var pageSize = new Statement(db, "PRAGMA page_size");
        _pageSize = Read(pageSize);
    }

    /// <summary>False: a checkpoint that ended in the midst of the last commit has cut the room off, and another one is to make it again.</summary>
    public bool HasRoom { get; private set; } = true;

    /// <exception cref="SqliteError">Also where a newer version has changed the file meanwhile: what it keeps beside the events would no longer agree with them.</exception>
    public void Begin()
    {
        _lock.Take();
        var version = Read(_version);
        if (version != Schema.CurrentVersion)
        {
            RollBack();
            throw SqliteError.OtherSchema(version);
        }

        _committedPages = Read(_countPages);
    }

    public void Commit()
    {
        var pages = Read(_countPages);
        if (pages <= _committedPages)
        {
            _commit.Run();
            return;
        }

        var hadRoom = _file.Length >= _committedPages * _pageSize;
        MakeRoom(pages);
        _commit.Run();
        HasRoom = hadRoom && _file.Length >= pages * _pageSize;
    }

    public void RollBack()
    {
        // SQLite has done it already after some errors.
        if (raw.sqlite3_get_autocommit(_db) == 0)
            raw.sqlite3_exec(_db, "ROLLBACK");
    }

    public void Dispose()
    {
        _lock.Dispose();
        foreach (var statement in (Statement[])[_commit, _countPages, _version])
            statement.Dispose();
    }

    private void MakeRoom(long pages)
    {
        var needed = pages * _pageSize;
        var from = Math.Max(_file.Length, _committedPages * _pageSize);
        if (from >= needed)
            return;
        try
        {
            _file.Fill(from, needed + Math.Clamp(pages / 16, MinStepPages, MaxStepPages) * _pageSize);
        }
        catch (SqliteError e) when (e.IsFull)
        {
            _file.Fill(from, needed);
        }
    }

    private static long Read(Statement statement)
    {
        statement.Step();
        var value = statement.Long(0);
        statement.Reset();
        return value;
    }
}
