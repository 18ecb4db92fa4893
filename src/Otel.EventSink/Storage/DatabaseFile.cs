using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// The database file as a connection holds it open. Opening it another time is no way to reach it: closing it again would release all
/// locks that SQLite holds on it in this process.
/// </summary>
internal sealed unsafe partial class DatabaseFile
{
    // Places in sqlite3_io_methods, behind its version.
    private const int XRead = 2;
    private const int XWrite = 3;
    private const int XFileSize = 6;
    private const int FilePointer = 7; // SQLITE_FCNTL_FILE_POINTER

    private static readonly byte[] Zeros = new byte[64 << 10];

    /// <summary>A sqlite3_file: a pointer to its methods, then what is private to SQLite.</summary>
    private readonly nint* _file;

    public DatabaseFile(sqlite3 db)
    {
        nint* file = null;
        SqliteError.Check(FileControl(db, "main", FilePointer, &file), db, "file control");
        _file = file;
    }

    public long Length
    {
        get
        {
            long length = 0;
            Check(((delegate* unmanaged[Cdecl]<nint*, long*, int>)Method(XFileSize))(_file, &length), "measure");
            return length;
        }
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

    /// <summary>Writes zeros. Only where no page is that was ever committed: a checkpoint may be writing all others.</summary>
    public void Fill(long from, long to)
    {
        fixed (byte* zeros = Zeros)
            for (var at = from; at < to; at += Zeros.Length)
                Check(((delegate* unmanaged[Cdecl]<nint*, byte*, int, long, int>)Method(XWrite))(_file, zeros, (int)Math.Min(Zeros.Length, to - at), at), "extend");
    }

    private nint Method(int place) => ((nint*)*_file)[place];

    private static void Check(int code, string operation)
    {
        if (code != raw.SQLITE_OK)
            throw new SqliteError(code, $"{raw.sqlite3_errstr(code).utf8_to_string()} (SQLite {code}, {operation} the database file)");
    }

    [LibraryImport("e_sqlite3", EntryPoint = "sqlite3_file_control", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int FileControl(sqlite3 db, string database, int operation, void* argument);
}
