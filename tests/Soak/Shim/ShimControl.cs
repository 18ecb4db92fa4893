using System.Runtime.InteropServices;

namespace Otel.EventSink.Soak.Shim;

/// <summary>What a child asks of the shim that it was started with.</summary>
internal static unsafe class ShimControl
{
    private static readonly nint Program = NativeLibrary.GetMainProgramHandle();
    private static readonly delegate* unmanaged<byte*, void> WatchFolder = (delegate* unmanaged<byte*, void>)NativeLibrary.GetExport(Program, "shim_watch");
    private static readonly delegate* unmanaged<byte*, void> RecordTo = (delegate* unmanaged<byte*, void>)NativeLibrary.GetExport(Program, "shim_record");
    private static readonly delegate* unmanaged<int, long, long, void> PutMark = (delegate* unmanaged<int, long, long, void>)NativeLibrary.GetExport(Program, "shim_mark");
    private static readonly delegate* unmanaged<int, long, long, int, void> FailCalls = (delegate* unmanaged<int, long, long, int, void>)NativeLibrary.GetExport(Program, "shim_fail");
    private static readonly delegate* unmanaged<int, long> CountCalls = (delegate* unmanaged<int, long>)NativeLibrary.GetExport(Program, "shim_calls");
    private static readonly delegate* unmanaged<long> CountFailed = (delegate* unmanaged<long>)NativeLibrary.GetExport(Program, "shim_failed");

    /// <summary>How many calls have failed since <see cref="Fail"/>.</summary>
    public static long Failed => CountFailed();

    /// <summary>How many there were since then.</summary>
    public static long Calls(CallKind kind) => CountCalls((int)kind);

    /// <summary>From now on the files of this folder, which is new, are the shim's.</summary>
    public static void Watch(string folder) => With(folder, WatchFolder);

    /// <summary>Writes down what happens to them; null: ends that.</summary>
    public static void Record(string? file)
    {
        if (file is null)
            RecordTo(null);
        else
            With(file, RecordTo);
    }

    public static void Mark(MarkKind kind, long a, long b = 0) => PutMark((int)kind, a, b);

    /// <summary>Of the calls from here on the <paramref name="first"/>th and those after it fail, <paramref name="count"/> in all.</summary>
    public static void Fail(CallKind kind, long first, long count, int error) => FailCalls((int)kind, first, count, error);

    public static void Heal() => FailCalls(0, 1, 0, 0);

    private static void With(string text, delegate* unmanaged<byte*, void> call)
    {
        var bytes = (byte*)Marshal.StringToCoTaskMemUTF8(text);
        call(bytes);
        Marshal.FreeCoTaskMem((nint)bytes);
    }
}

internal enum CallKind
{
    Write,
    Sync,
    Truncate,
    Open,

    /// <summary>A sync of the folder, for the names in it.</summary>
    FolderSync,
}

/// <summary>What a program says between two calls.</summary>
internal enum MarkKind
{
    /// <summary>The process gets time: written every few milliseconds.</summary>
    Tick,

    /// <summary>Producer a was told that its events up to number b are committed.</summary>
    Committed,

    /// <summary>And that they survive a loss of power.</summary>
    Synced,

    /// <summary>Of every producer the events below number a may go from now on.</summary>
    Deleting,
}
