using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Otel.EventSink.Storage.Files;

/// <summary>
/// Held, by one at a time in all processes, while a store is opened, moved aside or closed for good: on the folder itself, so that there
/// is no lock file that would have to be cleared away. The system releases it when a process dies.
/// </summary>
internal sealed partial class FolderLock : IDisposable
{
    private const int ForReading = 0x80000; // O_RDONLY | O_CLOEXEC
    private const int ExclusiveWithoutWaiting = 2 | 4; // LOCK_EX | LOCK_NB

    private readonly SafeFileHandle _folder;

    private FolderLock(SafeFileHandle folder) => _folder = folder;

    /// <summary>Waits for it. Null: the folder is not there, cannot be locked, or is still locked by somebody when the time is up.</summary>
    public static FolderLock? TryTake(string databasePath, TimeSpan timeout, TimeProvider time)
    {
        if (!OperatingSystem.IsLinux())
            return null;
        var folder = open(Path.GetDirectoryName(databasePath)!, ForReading);
        if (folder < 0)
            return null;
        var handle = new SafeFileHandle(folder, ownsHandle: true);
        var started = time.GetTimestamp();
        var wait = new SpinWait();
        while (flock(folder, ExclusiveWithoutWaiting) != 0)
        {
            if (time.GetElapsedTime(started) >= timeout)
            {
                handle.Dispose();
                return null;
            }

            wait.SpinOnce();
        }

        return new FolderLock(handle);
    }

    public void Dispose() => _folder.Dispose();

    [LibraryImport("libc", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int open(string path, int flags);

    [LibraryImport("libc")]
    private static partial int flock(int file, int operation);
}
