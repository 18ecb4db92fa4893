using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// SQLite's calls that read a column of the current row, called directly. They take some nanoseconds, run no code of ours and wait for
/// nothing, so they run without telling the garbage collector. <c>blob</c> rather than <c>text</c>: it neither converts nor copies.
/// </summary>
internal static unsafe class NativeColumns
{
    private static readonly nint Library = NativeLibrary.Load(raw.GetNativeLibraryName(), typeof(raw).Assembly, null);

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> Type =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)NativeLibrary.GetExport(Library, "sqlite3_column_type");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long> Long =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long>)NativeLibrary.GetExport(Library, "sqlite3_column_int64");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*> Blob =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*>)NativeLibrary.GetExport(Library, "sqlite3_column_blob");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> Bytes =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)NativeLibrary.GetExport(Library, "sqlite3_column_bytes");
}
