using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// The database file, or the log, as a connection holds it open. Opening the database another time is no way to reach it: closing it again
/// would release all locks that SQLite holds on it in this process.
/// </summary>
internal sealed unsafe partial class SqliteFile
{
    // Places in sqlite3_io_methods, behind its version.
    private const int XRead = 2;
    private const int XWrite = 3;
    private const int XSync = 5;
    private const int XFileSize = 6;
    private const int XShmMap = 13;
    private const int XShmLock = 14;

    private const int SyncNormal = 2; // SQLITE_SYNC_NORMAL
    private const int FilePointer = 7; // SQLITE_FCNTL_FILE_POINTER
    private const int JournalPointer = 28; // SQLITE_FCNTL_JOURNAL_POINTER

    private static readonly byte[] Zeros = new byte[64 << 10];

    /// <summary>A sqlite3_file: a pointer to its methods, then what is private to SQLite.</summary>
    private readonly nint* _file;
    private readonly string _name;

    private SqliteFile(sqlite3 db, int pointer, string name)
    {
        nint* file = null;
        SqliteError.Check(FileControl(db, "main", pointer, &file), db, "file control");
        _file = file;
        _name = name;
    }

    public static SqliteFile Database(sqlite3 db) => new(db, FilePointer, "the database file");

    /// <summary>The write-ahead log; within a transaction, for only then is it sure to be open.</summary>
    public static SqliteFile Log(sqlite3 db) => new(db, JournalPointer, "the write-ahead log");

    public long Length
    {
        get
        {
            long length = 0;
            Check(((delegate* unmanaged[Cdecl]<nint*, long*, int>)Method(XFileSize))(_file, &length), "measure");
            return length;
        }
    }

    /// <summary>
    /// Whether it was opened to write, or not at all. A write of nothing tells: of a file that is open for reading it is refused. (Not on
    /// Windows.)
    /// </summary>
    public bool IsWritable => *_file == 0 || WriteCode([], 0) == raw.SQLITE_OK;

    /// <summary>Writes zeros. Only where no page is that was ever committed: a checkpoint may be writing all others.</summary>
    public void Fill(long from, long to)
    {
        for (var at = from; at < to; at += Zeros.Length)
            Write(Zeros.AsSpan(0, (int)Math.Min(Zeros.Length, to - at)), at, "extend");
    }

    /// <summary>Reads what is there. Behind the end of the file, zeros.</summary>
    public void Read(Span<byte> target, long from)
    {
        fixed (byte* bytes = target)
        {
            var code = ((delegate* unmanaged[Cdecl]<nint*, byte*, int, long, int>)Method(XRead))(_file, bytes, target.Length, from);
            if (code != raw.SQLITE_IOERR_SHORT_READ)
                Check(code, "read");
        }
    }

    /// <summary>Writes what is there once more.</summary>
    public void Rewrite(long end)
    {
        var buffer = new byte[64 << 10];
        for (long at = 0; at < end; at += buffer.Length)
        {
            var part = buffer.AsSpan(0, (int)Math.Min(buffer.Length, end - at));
            fixed (byte* bytes = part)
                Check(((delegate* unmanaged[Cdecl]<nint*, byte*, int, long, int>)Method(XRead))(_file, bytes, part.Length, at), "read");
            Write(part, at, "rewrite");
        }
    }

    public void Sync() => Check(((delegate* unmanaged[Cdecl]<nint*, int, int>)Method(XSync))(_file, SyncNormal), "sync");

    /// <summary>Of the database file: a part of the memory that its connections share. It stays where it is.</summary>
    public nint SharedMemory(int part, int size)
    {
        nint memory = 0;
        Check(((delegate* unmanaged[Cdecl]<nint*, int, int, int, nint*, int>)Method(XShmMap))(_file, part, size, 0, &memory), "map the memory of");
        return memory;
    }

    /// <summary>Of the database file: takes or releases one of the locks in that memory. False: somebody else has it.</summary>
    public bool TryLock(int place, int flags)
    {
        var code = ((delegate* unmanaged[Cdecl]<nint*, int, int, int, int>)Method(XShmLock))(_file, place, 1, flags);
        if (code == raw.SQLITE_BUSY)
            return false;
        Check(code, "lock the memory of");
        return true;
    }

    private void Write(ReadOnlySpan<byte> part, long at, string operation) => Check(WriteCode(part, at), operation);

    private int WriteCode(ReadOnlySpan<byte> part, long at)
    {
        fixed (byte* bytes = part)
            return ((delegate* unmanaged[Cdecl]<nint*, byte*, int, long, int>)Method(XWrite))(_file, bytes, part.Length, at);
    }

    private nint Method(int place) => ((nint*)*_file)[place];

    private void Check(int code, string operation)
    {
        if (code != raw.SQLITE_OK)
            throw new SqliteError(code, $"{raw.sqlite3_errstr(code).utf8_to_string()} (SQLite {code}, {operation} {_name})");
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(sqlite3 db, string database, int operation, void* argument);
}
