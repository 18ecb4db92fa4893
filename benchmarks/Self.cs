using System.Diagnostics;

namespace Otel.EventSink.Benchmarks;

/// <summary>This program once more, as a child process that is spoken to by lines.</summary>
internal static class Self
{
    public static Process Start(params string[] arguments)
    {
        var program = Environment.ProcessPath!;
        var start = Path.GetFileNameWithoutExtension(program) == "dotnet"
            ? new ProcessStartInfo(program, [typeof(Self).Assembly.Location, .. arguments])
            : new ProcessStartInfo(program, arguments);
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        return Process.Start(start)!;
    }

    /// <summary>The next line that the child prints.</summary>
    public static async Task<string> ReadLineAsync(Process child) =>
        await child.StandardOutput.ReadLineAsync() ?? throw new InvalidOperationException($"A child process ended early ({child.StartInfo.ArgumentList[^1]}).");
}
