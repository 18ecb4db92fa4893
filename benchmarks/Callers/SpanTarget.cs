namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>Something that is told of spans until it is disposed; that also waits until all are worked off.</summary>
/// <param name="listener">What is disposed then.</param>
/// <param name="drain">Waits until all spans so far are worked off.</param>
internal sealed class SpanTarget(IDisposable listener, Action drain) : IDisposable
{
    public void Drain() => drain();

    public void Dispose() => listener.Dispose();
}
