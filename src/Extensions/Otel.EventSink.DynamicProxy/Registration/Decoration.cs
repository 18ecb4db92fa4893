using Microsoft.Extensions.DependencyInjection;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy.Registration;

/// <summary>Puts proxies before what is registered for an interface.</summary>
internal sealed class Decoration(IServiceCollection services, Type service, CallSettings settings)
{
    public void Apply()
    {
        if (service.Assembly == typeof(IEventCollector).Assembly)
            throw new ArgumentException($"'{TypeNames.Of(service)}' is the recorder's own: it cannot record itself.");
        ServiceCheck.ThrowIfNotProxyable(service);
        var found = services.Where(d => d.ServiceType == service && !IsOwn(d)).ToList();
        if (found.Count == 0)
            found = CloseOpenOnes();
        if (found.Count == 0)
            throw new InvalidOperationException($"'{TypeNames.Of(service)}' is not registered, so its calls cannot be intercepted. Register it before InterceptWithEvents<{TypeNames.Short(service)}>().");
        foreach (var descriptor in found.Where(static d => !InterceptedService.Is(d)))
            Replace(descriptor);
    }

    /// <summary>The recorder's own services, among hosted ones for example.</summary>
    private static bool IsOwn(ServiceDescriptor descriptor) =>
        !descriptor.IsKeyedService && descriptor.ImplementationType?.Assembly.GetName().Name?.StartsWith("Otel.EventSink.Hosting", StringComparison.Ordinal) == true;

    private void Replace(ServiceDescriptor descriptor)
    {
        if (KnownTarget(descriptor) is { } target && service.IsAssignableFrom(target))
            _ = ServicePlan.Of(service, target, settings, isOwned: true); // says what is wrong with its attributes
        services[services.IndexOf(descriptor)] = new InterceptedService(service, settings, TargetOf(descriptor)).Describe(descriptor);
    }

    private static Type? KnownTarget(ServiceDescriptor descriptor) => descriptor.IsKeyedService
        ? descriptor.KeyedImplementationType ?? descriptor.KeyedImplementationInstance?.GetType()
        : descriptor.ImplementationType ?? descriptor.ImplementationInstance?.GetType();

    /// <summary>
    /// The way to what was registered: an instance as it is; all else under a key that nobody else has, so that the container goes on
    /// making it, and disposing of it, as it did.
    /// </summary>
    private Func<IServiceProvider, object?> TargetOf(ServiceDescriptor descriptor)
    {
        ThrowIfTiedToItsKey(descriptor);
        if ((descriptor.IsKeyedService ? descriptor.KeyedImplementationInstance : descriptor.ImplementationInstance) is { } instance)
            return _ => instance;
        var key = new TargetKey(TypeNames.Of(service));
        services.Add(HiddenCopy(descriptor, key));
        return provider => provider.GetKeyedService<object>(key);
    }

    private static ServiceDescriptor HiddenCopy(ServiceDescriptor descriptor, TargetKey key)
    {
        if (!descriptor.IsKeyedService)
            return descriptor.ImplementationFactory is { } factory
                ? new ServiceDescriptor(typeof(object), key, (provider, _) => factory(provider), descriptor.Lifetime)
                : new ServiceDescriptor(typeof(object), key, descriptor.ImplementationType!, descriptor.Lifetime);
        return descriptor.KeyedImplementationFactory is { } keyed
            ? new ServiceDescriptor(typeof(object), key, (provider, _) => keyed(provider, descriptor.ServiceKey), descriptor.Lifetime)
            : new ServiceDescriptor(typeof(object), key, descriptor.KeyedImplementationType!, descriptor.Lifetime);
    }

    private void ThrowIfTiedToItsKey(ServiceDescriptor descriptor)
    {
        if (!descriptor.IsKeyedService)
            return;
        if (Equals(descriptor.ServiceKey, KeyedService.AnyKey))
            throw new NotSupportedException($"'{TypeNames.Of(service)}' is registered for any key (KeyedService.AnyKey), which cannot be intercepted. Register it for each key, or wrap it with EventProxy.Create in its factory.");
        if (descriptor.KeyedImplementationType is { } type && type.GetConstructors().SelectMany(static c => c.GetParameters()).Any(static p => p.IsDefined(typeof(ServiceKeyAttribute), inherit: true)))
            throw new NotSupportedException($"'{TypeNames.Of(type)}' asks for its key ([ServiceKey]), which the container would not know behind the proxy of '{TypeNames.Of(service)}'. Register it with a factory that passes the key.");
    }

    /// <summary>The container closes an open generic by itself, and takes no factory for it: the closed one is registered beside it.</summary>
    private List<ServiceDescriptor> CloseOpenOnes()
    {
        if (!service.IsGenericType)
            return [];
        var open = service.GetGenericTypeDefinition();
        var closed = services.Where(d => d.ServiceType == open && !d.IsKeyedService).Select(Close).ToList();
        foreach (var descriptor in closed)
            services.Add(descriptor);
        return closed;
    }

    private ServiceDescriptor Close(ServiceDescriptor open)
    {
        try
        {
            return new ServiceDescriptor(service, open.ImplementationType!.MakeGenericType(service.GetGenericArguments()), open.Lifetime);
        }
        catch (ArgumentException e)
        {
            throw new NotSupportedException($"'{TypeNames.Of(service)}' cannot be made of '{open.ImplementationType}': {e.Message}", e);
        }
    }
}
