using Castle.DynamicProxy;

namespace Otel.EventSink.DynamicProxy.Plans;

/// <summary>Whether an interface can have a proxy; said before anything is made.</summary>
internal static class ServiceCheck
{
    /// <exception cref="ArgumentException">It cannot.</exception>
    public static void ThrowIfNotProxyable(Type service)
    {
        if (!service.IsInterface)
            throw new ArgumentException($"'{TypeNames.Of(service)}' is not an interface: calls can be recorded through an interface only. Name the interface it implements.");
        if (service.ContainsGenericParameters)
            throw new ArgumentException($"'{TypeNames.Of(service)}' is an open generic interface: name a closed one, such as {TypeNames.Bare(service)}<Order>.");
        if (!ProxyUtil.IsAccessible(service))
            throw new ArgumentException($"'{TypeNames.Of(service)}' cannot be seen by proxies: make it public, or its assembly [InternalsVisibleTo(\"DynamicProxyGenAssembly2\")].");
        if (HasStaticMembersToImplement(service))
            throw new ArgumentException($"'{TypeNames.Of(service)}' has static abstract members, which a proxy cannot have. Move what is to be recorded into an interface without them.");
    }

    public static bool HasStaticMembersToImplement(Type service) =>
        service.GetInterfaces().Append(service).Any(static i => i.GetMethods().Any(static m => m is { IsStatic: true, IsAbstract: true }));
}
