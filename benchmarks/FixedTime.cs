namespace Otel.EventSink.Benchmarks;

/// <summary>Now is the end of the workload.</summary>
internal sealed class FixedTime : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => Workload.Now;
}
