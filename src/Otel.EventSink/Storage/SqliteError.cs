using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>A result code of SQLite other than success, with what follows from it.</summary>
internal sealed class SqliteError(int code, string message) : Exception(message)
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    public int PrimaryCode => Code & 0xFF;

    /// <summary>Somebody else holds the lock; trying again helps.</summary>
    public bool IsBusy => PrimaryCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED;

    /// <summary>The file is damaged, cut off or none of ours; trying again does not help.</summary>
    public bool IsCorrupt => PrimaryCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB || Code == raw.SQLITE_IOERR_SHORT_READ;

    /// <summary>No disk, right or lock is to blame: the file may be damaged, or what was asked of it is wrong.</summary>
    public bool IsUnclear => !IsOtherSchema && PrimaryCode is raw.SQLITE_ERROR or raw.SQLITE_INTERNAL or raw.SQLITE_CONSTRAINT or raw.SQLITE_MISMATCH
        or raw.SQLITE_RANGE or raw.SQLITE_FORMAT or raw.SQLITE_SCHEMA or raw.SQLITE_EMPTY or raw.SQLITE_TOOBIG;

    /// <summary>The disk has no room for the log, the database or the memory that connections share.</summary>
    public bool IsFull => PrimaryCode == raw.SQLITE_FULL || Code == raw.SQLITE_IOERR_SHMSIZE;

    /// <summary>Busy because others write, one after the other, and not because one of them holds on to the lock.</summary>
    public bool IsContended { get; init; }

    /// <summary>The file is of another schema than this program writes; nothing is wrong with it.</summary>
    public bool IsOtherSchema { get; init; }

    public bool IsReadOnly => PrimaryCode == raw.SQLITE_READONLY;

    /// <summary>What was written before may not be on the disk, and no later sync will put it there.</summary>
    public bool IsSyncFailure => Code is raw.SQLITE_IOERR_FSYNC or raw.SQLITE_IOERR_DIR_FSYNC;

    public bool IsInterrupt => PrimaryCode == raw.SQLITE_INTERRUPT;

    public static void Check(int code, sqlite3 db, string operation)
    {
        if (code != raw.SQLITE_OK)
            throw From(code, db, operation);
    }

    public static SqliteError From(int code, sqlite3 db, string operation)
    {
        var extended = raw.sqlite3_extended_errcode(db);
        var message = raw.sqlite3_errmsg(db).utf8_to_string();
        return new SqliteError((extended & 0xFF) == (code & 0xFF) ? extended : code, $"{message} (SQLite {code}/{extended}, {operation})");
    }

    /// <summary>Somebody has brought the file to another schema since it was opened.</summary>
    public static SqliteError OtherSchema(long version) =>
        new(raw.SQLITE_SCHEMA, $"another program has brought the file to schema version {version}, and this one writes {Schema.CurrentVersion}") { IsOtherSchema = true };

    /// <summary>What a person can do about it.</summary>
    public string Advice => PrimaryCode switch
    {
        _ when IsCorrupt => "Move the file away, or name another one.",
        raw.SQLITE_FULL => "Free space on the disk, or delete old events (RetainAsync).",
        raw.SQLITE_READONLY or raw.SQLITE_PERM or raw.SQLITE_AUTH => "Give this user the right to write the file and its folder.",
        raw.SQLITE_CANTOPEN => "Check that the folder exists and that this user may read and write it.",
        raw.SQLITE_BUSY or raw.SQLITE_LOCKED => "Another process holds the lock; end it or wait.",
        raw.SQLITE_SCHEMA => "Upgrade Otel.EventSink and restart this host.",
        raw.SQLITE_IOERR => "Check the disk.",
        _ => "See https://sqlite.org/rescode.html.",
    };
}
