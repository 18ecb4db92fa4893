using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Otel.EventSink.Tests;

/// <summary>A real process running one scenario of a program beside the tests: tests/ChildProcess, or another.</summary>
public sealed partial class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process _process;

    public Child(string scenario, string database, params string[] arguments)
        : this("ChildProcess", [], [scenario, database, .. arguments])
    {
    }

    private Child(string program, Dictionary<string, string?> environment, string[] arguments)
    {
        var path = Path.Combine(AppContext.BaseDirectory, "../../../..", program, "bin", Configuration, "net10.0", $"{program}.dll");
        // A test run in the background of a shell ignores SIGINT, and its children would too.
        string[] command = [.. OperatingSystem.IsLinux() ? (string[])["env", "--default-signal=INT"] : [], "dotnet", Path.GetFullPath(path), .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        _process = Process.Start(start)!;
    }

    /// <summary>Another program than ChildProcess, named like its folder.</summary>
    public static Child Of(string program, params string[] arguments) => new(program, [], arguments);

    /// <inheritdoc cref="Of(string, string[])"/>
    public static Child Of(string program, Dictionary<string, string?> environment, params string[] arguments) => new(program, environment, arguments);

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

    /// <summary>The lines that the child prints until it ends, which must be well.</summary>
    public string[] ReadToEnd()
    {
        using var watchdog = new Timer(_ => _process.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
        var errors = _process.StandardError.ReadToEndAsync();
        var lines = _process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return WaitForExit() == 0 ? lines : throw new InvalidOperationException($"The child failed: {errors.GetAwaiter().GetResult()}");
    }

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
