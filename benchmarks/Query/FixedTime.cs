namespace Otel.EventSink.Benchmarks.Query;

/// <summary>Now is the end of the workload.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Workload.Now;
}
