using System.Diagnostics;

namespace Otel.EventSink.Samples.Tests;

/// <summary>Runs samples as programs of their own, on a database of the test's.</summary>
public sealed class SampleRun : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventsink-sample-").FullName;

    public string Database => Path.Combine(_folder, "events.db");

    /// <summary>What the sample printed. It must have ended well.</summary>
    public async Task<string> OfAsync(string sample)
    {
        var start = new ProcessStartInfo("dotnet", [Program(sample)]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EVENTSINK_DB"] = Database;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Program(string sample)
    {
        // tests/Samples.Tests/bin/CONFIGURATION/net10.0
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../samples", sample, "bin", configuration, "net10.0", $"{sample}.dll"));
    }
}
