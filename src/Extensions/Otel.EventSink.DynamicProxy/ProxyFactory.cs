using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy;

/// <summary>Makes proxies. The generator keeps the types it has made: one for each interface, target and settings.</summary>
internal static class ProxyFactory
{
    private static readonly ProxyGenerator Generator = new();

    /// <param name="provider">Whose disposal is not to reach the target through the proxy; null: there is none.</param>
    public static object Create(Type service, object target, CallSettings settings, CallRecorder recorder, IServiceProvider? provider)
    {
        var plan = ServicePlan.Of(service, target.GetType(), settings, isOwned: provider is not null);
        return Generator.CreateInterfaceProxyWithTarget(
            service, plan.OtherInterfaces, target, plan.GenerationOptions, new EventInterceptor(plan, recorder, provider));
    }
}
