using System.ComponentModel;
using System.Diagnostics;

namespace Otel.EventSink.Soak;

/// <summary>A disk of its own that can be filled to the last byte: a tmpfs.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _folder;
    private readonly string _ballast;

    private SmallDisk(string folder)
    {
        _folder = folder;
        _ballast = Path.Combine(folder, "ballast");
    }

    public string Database => Path.Combine(_folder, "events.db");

    /// <summary>Null where none can be mounted.</summary>
    public static SmallDisk? TryMount(int mebibytes)
    {
        var folder = Directory.CreateTempSubdirectory("eventsink-disk-").FullName;
        if (OperatingSystem.IsLinux() && Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", folder))
            return new SmallDisk(folder);
        Directory.Delete(folder);
        return null;
    }

    public static string? Missing()
    {
        using var disk = TryMount(1);
        return disk is null ? "a small disk cannot be mounted here: that takes root on Linux" : null;
    }

    /// <summary>Somebody else takes all that is left, and what the recorder gives back at that moment.</summary>
    public void Fill()
    {
        do
            WriteUntilFull();
        while (new DriveInfo(_folder).AvailableFreeSpace > 0);
    }

    public void Empty() => File.Delete(_ballast);

    public void Dispose()
    {
        Run("umount", "--lazy", _folder);
        Directory.Delete(_folder);
    }

    private void WriteUntilFull()
    {
        using var file = new FileStream(_ballast, FileMode.Append, FileAccess.Write, FileShare.Read, bufferSize: 0);
        var page = new byte[4_096];
        try
        {
            while (true)
                file.Write(page);
        }
        catch (IOException)
        {
            return; // full
        }
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (Win32Exception)
        {
            return false;
        }
    }
}
