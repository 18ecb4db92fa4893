using Otel.EventSink.Benchmarks.Callers;
using Otel.EventSink.Benchmarks.Idle;
using Otel.EventSink.Benchmarks.Ingest;
using Otel.EventSink.Benchmarks.Interception;
using Otel.EventSink.Benchmarks.Peers;
using Otel.EventSink.Benchmarks.Query;
using Otel.EventSink.Benchmarks.Retention;

namespace Otel.EventSink.Benchmarks;

/// <summary>What can be measured. Each returns what is printed as one line of JSON.</summary>
internal static class Commands
{
    public static readonly IReadOnlyDictionary<string, Func<Arguments, Task<object>>> All = new Dictionary<string, Func<Arguments, Task<object>>>
    {
        ["ingest"] = IngestBenchmark.RunAsync,
        ["ceiling"] = CeilingBenchmark.RunAsync,
        ["growth"] = GrowthBenchmark.RunAsync,
        ["latency"] = LatencyBenchmark.RunAsync,
        ["processes"] = ProcessesBenchmark.RunAsync,
        ["idle"] = IdleBenchmark.RunAsync,
        ["callers"] = CallersBenchmark.RunAsync,
        ["interceptor"] = InterceptorBenchmark.RunAsync,
        ["micro"] = MicroBenchmark.RunAsync,
        ["peers"] = PeersBenchmark.RunAsync,
        ["query"] = QueryBenchmark.RunAsync,
        ["retention"] = RetentionBenchmark.RunAsync,
    };

    /// <summary>Parts of others, run in processes of their own.</summary>
    public static readonly IReadOnlyDictionary<string, Func<Arguments, Task<object>>> Parts = new Dictionary<string, Func<Arguments, Task<object>>>
    {
        ["processes-child"] = ProcessesBenchmark.RunChildAsync,
        ["idle-child"] = IdleHost.RunAsync,
    };
}
