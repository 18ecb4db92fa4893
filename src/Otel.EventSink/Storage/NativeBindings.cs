using System.Runtime.InteropServices;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// SQLite's calls that bind a value, called directly: they take some nanoseconds, and through the provider's layers, with a copy of every
/// text, several times that. Only calls that never wait are here; they run without telling the garbage collector.
/// </summary>
internal static unsafe class NativeBindings
{
    private static readonly nint Library = NativeLibrary.Load(raw.GetNativeLibraryName(), typeof(raw).Assembly, null);

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int> BindInt64 =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, long, int>)NativeLibrary.GetExport(Library, "sqlite3_bind_int64");

    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int> BindNull =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, int>)NativeLibrary.GetExport(Library, "sqlite3_bind_null");

    /// <summary>The last argument is 0: SQLite keeps the address instead of a copy, and the bytes must stay until the next binding.</summary>
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*, int, nint, int> BindText =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*, int, nint, int>)NativeLibrary.GetExport(Library, "sqlite3_bind_text");

    /// <inheritdoc cref="BindText"/>
    public static readonly delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*, int, nint, int> BindBlob =
        (delegate* unmanaged[Cdecl, SuppressGCTransition]<nint, int, byte*, int, nint, int>)NativeLibrary.GetExport(Library, "sqlite3_bind_blob");

    public static readonly delegate* unmanaged[Cdecl]<nint, int> Step =
        (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(Library, "sqlite3_step");

    public static readonly delegate* unmanaged[Cdecl]<nint, int> Reset =
        (delegate* unmanaged[Cdecl]<nint, int>)NativeLibrary.GetExport(Library, "sqlite3_reset");

    /// <summary>Has a function called after each commit to the log, with how many pages are in it.</summary>
    public static readonly delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<void*, nint, byte*, int, int>, void*, nint> WalHook =
        (delegate* unmanaged[Cdecl]<nint, delegate* unmanaged[Cdecl]<void*, nint, byte*, int, int>, void*, nint>)NativeLibrary.GetExport(Library, "sqlite3_wal_hook");
}
