using Otel.EventSink.DynamicProxy.Calls;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Shapes;

/// <summary>A stream whose readings are recorded.</summary>
internal sealed class WatchedStream<T>(IAsyncEnumerable<T> stream, MethodPlan plan, CallRecorder recorder, KeyValuePair<string, object?>[]? arguments) : IAsyncEnumerable<T>
{
    public IAsyncEnumerator<T> GetAsyncEnumerator(CancellationToken cancellationToken = default) =>
        new WatchedEnumerator<T>(stream.GetAsyncEnumerator(cancellationToken), () => recorder.Begin(plan, arguments));
}
