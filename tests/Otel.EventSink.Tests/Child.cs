using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Otel.EventSink.Tests;

/// <summary>A real process running one scenario of tests/ChildProcess.</summary>
public sealed partial class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    public Child(string scenario, string database, params string[] arguments)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "../../../../ChildProcess/bin", Configuration, "net10.0", "ChildProcess.dll");
        _process = Process.Start(new ProcessStartInfo("dotnet", [Path.GetFullPath(program), scenario, database, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
    }

    public int Id => _process.Id;

    /// <summary>Waits until the child has printed this line.</summary>
    public void WaitForLine(string expected)
    {
        using var watchdog = new Timer(_ => _process.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
        while (_process.StandardOutput.ReadLine() is { } line)
            if (line == expected)
                return;
        throw new InvalidOperationException($"The child ended without printing '{expected}': {_process.StandardError.ReadToEnd()}");
    }

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>What the child, which has ended, said there.</summary>
    public string StandardError => _process.StandardError.ReadToEnd();

    /// <summary>SIGKILL, and wait for the end.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public void Signal(int signal) => kill(_process.Id, signal);

    public int WaitForExit()
    {
        if (!_process.WaitForExit(Patience))
            throw new TimeoutException($"The child did not end within {Patience}.");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int pid, int signal);

#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif
}
