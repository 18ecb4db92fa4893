using System.Diagnostics;

namespace Otel.EventSink.Soak.Tests;

/// <summary>The soak program as a user runs it: a process, its exit status, what it printed.</summary>
internal sealed record SoakProgram(int ExitCode, string Output, string Errors)
{
    public static async Task<SoakProgram> RunAsync(params string[] arguments)
    {
        // tests/Soak.Tests/bin/CONFIGURATION/net10.0
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../Soak/bin", configuration, "net10.0/Soak.dll"));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(5)).Token);
        return new(process.ExitCode, await output, await errors);
    }
}
