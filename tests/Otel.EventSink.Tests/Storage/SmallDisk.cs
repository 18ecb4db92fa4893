using System.Diagnostics;

namespace Otel.EventSink.Tests;

/// <summary>A disk of a test's own that can be filled to the last byte: a tmpfs. Where none can be mounted, the test is skipped.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _ballast;

    public SmallDisk(int mebibytes)
    {
        if (!OperatingSystem.IsLinux() || !Run("mount", "-t", "tmpfs", "-o", $"size={mebibytes}m", "tmpfs", _folder.Path))
        {
            _folder.Dispose();
            Assert.Skip("A small disk cannot be mounted here: that takes root on Linux.");
        }

        _ballast = Path.Combine(_folder.Path, "ballast");
    }

    public string Database => _folder.Database;

    public long FreeBytes => new DriveInfo(_folder.Path).AvailableFreeSpace;

    /// <summary>Somebody else takes all that is left, again where the recorder gives something back at that moment.</summary>
    public void Fill() => Eventually.True(() =>
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
            return FreeBytes == 0;
        }
    });

    public void Empty() => File.Delete(_ballast);

    public void Dispose()
    {
        Assert.True(Run("umount", "--lazy", _folder.Path));
        _folder.Dispose();
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true });
            process!.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}
