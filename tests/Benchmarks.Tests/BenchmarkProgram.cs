using System.Diagnostics;
using System.Text.Json;

namespace Otel.EventSink.Benchmarks.Tests;

/// <summary>The benchmarks as a user runs them: a process, its exit status, what it printed.</summary>
internal sealed record BenchmarkProgram(int ExitCode, string Output, string Errors)
{
    public static Task<BenchmarkProgram> RunAsync(params string[] arguments) => RunAsync("", "Benchmarks", arguments);

    /// <summary>The same calls as a program that can be trimmed; here it is not.</summary>
    public static Task<BenchmarkProgram> RunTrimmedCallsAsync(params string[] arguments) => RunAsync("TrimmedCalls", "TrimmedCalls", arguments);

    /// <summary>The one line that a benchmark prints.</summary>
    public JsonElement Line()
    {
        Assert.True(ExitCode == 0, Errors);
        var line = Assert.Single(Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return JsonDocument.Parse(line).RootElement;
    }

    private static async Task<BenchmarkProgram> RunAsync(string folder, string name, string[] arguments)
    {
        // tests/Benchmarks.Tests/bin/CONFIGURATION/net10.0
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../benchmarks", folder, "bin", configuration, "net10.0", $"{name}.dll"));
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        return new(process.ExitCode, await output, await errors);
    }
}
