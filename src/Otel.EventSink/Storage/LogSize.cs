using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// How much is in the write-ahead log, as SQLite says after each commit of a connection. The length of its file does not tell: that
/// stays what it was when the log starts anew, because cutting it off would hold up the writer for some milliseconds.
/// </summary>
internal sealed unsafe class LogSize : IDisposable
{
    private readonly sqlite3 _db;
    private readonly long _pageSize;
    private readonly int* _pages = (int*)NativeMemory.AllocZeroed(sizeof(int));

    /// <param name="db">Its automatic checkpoints are off: they would use the same hook.</param>
    public LogSize(sqlite3 db)
    {
        _db = db;
        _pageSize = SqliteConnections.Scalar(db, "PRAGMA page_size");
        _ = NativeBindings.WalHook(db.DangerousGetHandle(), &Note, _pages);
    }

    /// <summary>As of the last commit.</summary>
    public long Bytes => *_pages * _pageSize;

    public void Dispose()
    {
        _ = NativeBindings.WalHook(_db.DangerousGetHandle(), null, null);
        NativeMemory.Free(_pages);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static int Note(void* pages, nint db, byte* name, int count)
    {
        *(int*)pages = count;
        return 0;
    }
}
