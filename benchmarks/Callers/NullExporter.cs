using OpenTelemetry;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>Takes whatever OpenTelemetry's batch processor hands on.</summary>
internal sealed class NullExporter<T> : BaseExporter<T>
    where T : class
{
    public override ExportResult Export(in Batch<T> batch)
    {
        foreach (var _ in batch)
        {
        }

        return ExportResult.Success;
    }
}
