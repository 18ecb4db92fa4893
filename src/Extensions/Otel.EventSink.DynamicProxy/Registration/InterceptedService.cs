using Microsoft.Extensions.DependencyInjection;
using Otel.EventSink.DynamicProxy.Calls;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Registration;

/// <summary>One registration, with a proxy before it.</summary>
internal sealed class InterceptedService(Type service, CallSettings settings, Func<IServiceProvider, object?> target)
{
    /// <summary>Whether a registration has its proxy already.</summary>
    public static bool Is(ServiceDescriptor descriptor) =>
        (descriptor.IsKeyedService ? descriptor.KeyedImplementationFactory?.Target : descriptor.ImplementationFactory?.Target) is InterceptedService;

    /// <summary>The registration that takes the place of another.</summary>
    public ServiceDescriptor Describe(ServiceDescriptor other) => other.IsKeyedService
        ? new ServiceDescriptor(service, other.ServiceKey, CreateKeyed, other.Lifetime)
        : new ServiceDescriptor(service, Create, other.Lifetime);

    private object CreateKeyed(IServiceProvider provider, object? key) => Create(provider);

    private object Create(IServiceProvider provider)
    {
        var collector = provider.GetService<IEventCollector>()
            ?? throw new InvalidOperationException($"The calls of '{TypeNames.Of(service)}' are to be recorded, and no IEventCollector is registered. Call AddCentralEventLogging().");
        // A factory may make nothing; then there is nothing to stand before.
        return target(provider) is { } found ? ProxyFactory.Create(service, found, settings, CallRecorder.For(collector), provider) : null!;
    }
}
