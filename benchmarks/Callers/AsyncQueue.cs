using Serilog.Sinks.Async;

namespace Otel.EventSink.Benchmarks.Callers;

/// <summary>Watches the queue of Serilog's asynchronous wrapper.</summary>
internal sealed class AsyncQueue : IAsyncLogEventSinkMonitor
{
    private IAsyncLogEventSinkInspector? _queue;

    public void StartMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = inspector;

    public void StopMonitoring(IAsyncLogEventSinkInspector inspector) => _queue = null;

    public void WaitUntilEmpty() => SpinWait.SpinUntil(() => _queue is not { Count: > 0 });
}
