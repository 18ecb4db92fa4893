using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>BenchmarkDotNet, in this process; its tables go to stderr. Its bytes are those of all threads, the writer's included.</summary>
internal static class MicroBenchmark
{
    public static Task<object> RunAsync(Arguments arguments)
    {
        var job = (arguments.Has("quick") ? Job.Dry : Job.Default.WithWarmupCount(8).WithIterationCount(20)).WithToolchain(InProcessEmitToolchain.Instance);
        using var folder = new WorkFolder();
        var configuration = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(new TextLogger(Console.Error))
            .WithArtifactsPath(folder.Path);
        var reports = new[] { typeof(LogCallBenchmarks), typeof(SpanBenchmarks) }
            .SelectMany(type => BenchmarkRunner.Run(type, configuration).Reports)
            .Select(Line)
            .ToList();
        return Task.FromResult<object>(new { calls = reports });
    }

    private static object Line(BenchmarkReport report) => new
    {
        call = report.BenchmarkCase.Descriptor.WorkloadMethod.Name.ToLowerInvariant(),
        target = report.BenchmarkCase.Parameters["Target"],
        ns = Math.Round(report.ResultStatistics?.Median ?? throw new InvalidOperationException($"'{report.BenchmarkCase.DisplayInfo}' did not run."), 1),
        bytes = report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase),
    };
}
