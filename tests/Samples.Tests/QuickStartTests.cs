using System.Diagnostics;
using Otel.EventSink;

namespace Otel.EventSink.Samples.Tests;

public sealed class QuickStartTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("eventsink-sample-").FullName;

    private string Database => Path.Combine(_folder, "events.db");

    [Fact]
    public async Task OneCorrelationJoinsServerSpanClientSpanAndLogLines()
    {
        var output = await RunAsync();
        Assert.Contains("The order that failed, as one trace", output);
        Assert.Contains(Database, output);

        await using var collector = EventCollector.Open(Database);
        var error = await collector.Query().Type(EventType.ErrorOccurred).FirstOrDefaultAsync();
        Assert.NotNull(error);
        Assert.Contains("InvalidOperationException", error.Description);

        var trace = await collector.Query().CorrelationId(error.CorrelationId!).ToListAsync();
        Assert.Contains(trace, e => e.Kind == EventKind.Span && e.SourceComponent == "Microsoft.AspNetCore");
        Assert.Contains(trace, e => e.Kind == EventKind.Span && e.SourceComponent == "System.Net.Http");
        Assert.Contains(trace, e => e.Kind == EventKind.Span && e.SourceComponent == "QuickStart.Shop");
        Assert.Contains(trace, e => e.Kind == EventKind.Log && e.SourceComponent == "QuickStart.Orders");
        Assert.Contains(trace, e => e.Kind == EventKind.Log && e.SourceComponent == "Microsoft.AspNetCore.Hosting.Diagnostics");
        Assert.All(trace.Where(e => e.Kind == EventKind.Span), e => Assert.True(e.Duration > TimeSpan.Zero));
    }

    [Fact]
    public async Task WhatItPrintsComesFromTheStore()
    {
        var output = await RunAsync();
        await using var collector = EventCollector.Open(Database);
        Assert.Contains($"{await collector.Query().CountAsync()} events", output);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<string> RunAsync()
    {
        var start = new ProcessStartInfo("dotnet", [Program("QuickStart")]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["EVENTSINK_DB"] = Database;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync(new CancellationTokenSource(TimeSpan.FromMinutes(2)).Token);
        Assert.True(process.ExitCode == 0, await error);
        return await output;
    }

    private static string Program(string sample)
    {
        // tests/Samples.Tests/bin/CONFIGURATION/net10.0
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        return Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../samples", sample, "bin", configuration, "net10.0", $"{sample}.dll"));
    }
}
