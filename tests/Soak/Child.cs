using System.Diagnostics;

namespace Otel.EventSink.Soak;

/// <summary>This program once more, as a real process that runs one scenario of <see cref="Children"/>.</summary>
internal sealed class Child : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private readonly Process _process;

    /// <param name="environment">Variables besides those of this process, such as LD_PRELOAD.</param>
    public Child(string scenario, string[] arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Child).Assembly.Location, "child", scenario, .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        _process = Process.Start(start)!;
        // Read as it comes: a child that fills the pipe would wait.
        StandardError = _process.StandardError.ReadToEndAsync();
    }

    public Task<string> StandardError { get; }

    /// <summary>The next line that the child prints; null when it has ended.</summary>
    public string? ReadLine()
    {
        using var watchdog = new Timer(_ => _process.Kill(), null, Patience, Timeout.InfiniteTimeSpan);
        return _process.StandardOutput.ReadLine();
    }

    /// <summary>The next line, which must be there.</summary>
    public string NeedLine() =>
        ReadLine() ?? throw new InvalidOperationException($"A child ended early: {StandardError.GetAwaiter().GetResult()}");

    public void WriteLine(string line) => _process.StandardInput.WriteLine(line);

    /// <summary>SIGKILL, and wait for the end.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    public int WaitForExit() => _process.WaitForExit(Patience) ? _process.ExitCode : throw new TimeoutException($"A child did not end within {Patience}.");

    public void Dispose()
    {
        if (!_process.HasExited)
            Kill();
        _process.Dispose();
    }
}
