using Otel.EventSink;
using Otel.EventSink.DynamicProxy.Plans;
using Otel.EventSink.DynamicProxy.Registration;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Records the calls of registered services.</summary>
public static class EventSinkInterceptionServiceCollectionExtensions
{
    /// <summary>
    /// Every call through <typeparamref name="TService"/> is recorded, whoever implements it: all that is registered for it by now, with or
    /// without a key, keeps its lifetime, its place among others, and its owner. Of an open generic registration a closed interface is
    /// intercepted by itself; asked for all implementations, the container then gives the open one too. Calling this again changes nothing.
    /// </summary>
    /// <remarks>The recorder is that of <c>AddCentralEventLogging</c>, or any <see cref="IEventCollector"/> that is registered.</remarks>
    /// <typeparam name="TService">An interface, visible to other assemblies.</typeparam>
    /// <param name="configure">Sets the options. Default: no arguments, no results.</param>
    /// <exception cref="ArgumentException"><typeparamref name="TService"/> is no interface, or none that a proxy can have, or an attribute or option is wrong.</exception>
    /// <exception cref="InvalidOperationException">It is not registered.</exception>
    /// <exception cref="NotSupportedException">It is registered in a way in which it cannot be intercepted; the message says which, and what to do.</exception>
    public static IServiceCollection InterceptWithEvents<TService>(this IServiceCollection services, Action<InterceptionOptions>? configure = null)
        where TService : class
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = new InterceptionOptions();
        configure?.Invoke(options);
        new Decoration(services, typeof(TService), CallSettings.Of(options)).Apply();
        return services;
    }
}
