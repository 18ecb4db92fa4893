using System.Runtime.InteropServices;
using System.Text;
using SQLitePCL;

namespace Otel.EventSink.Storage;

/// <summary>
/// Makes the names of new files in a folder survive a loss of power. SQLite does it too, but takes no error; .NET cannot open a folder.
/// Windows needs no such thing.
/// </summary>
internal static unsafe class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>EIO, ENOSPC. Others say that this file system, or this user, cannot sync a folder.</summary>
    private static readonly int[] Failures = [5, 28];

    public static void Run(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        int file;
        fixed (byte* path = Encoding.UTF8.GetBytes(folder + '\0'))
            file = ((delegate* unmanaged[Cdecl]<byte*, int, int>)Function("open"))(path, ReadOnly);
        if (file < 0)
        {
            Check(folder, Marshal.GetLastSystemError());
            return;
        }

        var code = ((delegate* unmanaged[Cdecl]<int, int>)Function("fsync"))(file);
        var error = Marshal.GetLastSystemError();
        _ = ((delegate* unmanaged[Cdecl]<int, int>)Function("close"))(file);
        if (code != 0)
            Check(folder, error);
    }

    /// <summary>Of the C library that this process has loaded, whatever its file is called.</summary>
    private static nint Function(string name) => NativeLibrary.GetExport(NativeLibrary.GetMainProgramHandle(), name);

    private static void Check(string folder, int error)
    {
        if (Failures.Contains(error))
            throw new SqliteError(raw.SQLITE_IOERR_DIR_FSYNC, $"The folder '{folder}' could not be synced: {Marshal.GetPInvokeErrorMessage(error)} (errno {error})");
    }
}
