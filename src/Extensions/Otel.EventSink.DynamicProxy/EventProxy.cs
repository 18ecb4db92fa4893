using Otel.EventSink.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink;

/// <summary>Records the calls of an interface, without dependency injection.</summary>
public static class EventProxy
{
    /// <summary>
    /// Stands before <paramref name="target"/>: every call goes to it, returns and throws what it returns and throws, and is recorded.
    /// The proxy has all public interfaces of the target. Methods with <c>ref struct</c> parameters or <c>ref</c> results, properties and
    /// events are passed on unrecorded, the last two unless they carry <see cref="CollectEventAttribute"/>.
    /// </summary>
    /// <typeparam name="TService">An interface, visible to other assemblies.</typeparam>
    /// <param name="target">Who does the work. Disposing the proxy disposes it.</param>
    /// <param name="collector">Who takes the events.</param>
    /// <param name="options">How calls are recorded. Default: no arguments, no results.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TService"/> is no interface, or none that a proxy can have, or an attribute or option is wrong.</exception>
    public static TService Create<TService>(TService target, IEventCollector collector, InterceptionOptions? options = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(collector);
        var settings = CallSettings.Of(options ?? new InterceptionOptions());
        ServiceCheck.ThrowIfNotProxyable(typeof(TService));
        return (TService)ProxyFactory.Create(typeof(TService), target, settings, CallRecorder.For(collector), provider: null);
    }
}
