using Otel.EventSink.Benchmarks.Ingest;
using Otel.EventSink.Benchmarks.Query;

namespace Otel.EventSink.Benchmarks;

/// <summary>What can be measured. Each returns what is printed as one line of JSON.</summary>
internal static class Commands
{
    public static readonly IReadOnlyDictionary<string, Func<Arguments, Task<object>>> All = new Dictionary<string, Func<Arguments, Task<object>>>
    {
        ["ingest"] = IngestBenchmark.RunAsync,
        ["ceiling"] = CeilingBenchmark.RunAsync,
        ["query"] = QueryBenchmark.RunAsync,
    };
}
