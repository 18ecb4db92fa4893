using System.Reflection;
using Castle.DynamicProxy;

namespace Otel.EventSink.Benchmarks.Interception;

/// <summary>Who stands before the calls.</summary>
internal sealed record InterceptionTarget(string Name, ICalls Calls, bool Records);

/// <inheritdoc cref="InterceptionTarget"/>
internal static class InterceptionTargets
{
    public const string Bare = "bare";
    public const string Castle = "castle";
    public const string Decorator = "decorator";
    public const string Off = "eventsink_off";
    public const string Ours = "eventsink";
    public const string Silent = "eventsink_silent";

    public static IReadOnlyList<InterceptionTarget> All(EventCollector collector)
    {
        var (calls, generator) = (new Calls(), new ProxyGenerator());
        var dispatch = DispatchProxy.Create<ICalls, PassingDispatchProxy>();
        ((PassingDispatchProxy)(object)dispatch).Target = calls;
        return
        [
            new(Bare, calls, false),
            new(Castle, generator.CreateInterfaceProxyWithTarget<ICalls>(calls, new PassingInterceptor()), false),
            new("async_interceptor", generator.CreateInterfaceProxyWithTarget<ICalls>(calls, new PassingAsyncInterceptor().ToInterceptor()), false),
            new("dispatch_proxy", dispatch, false),
            new(Off, EventProxy.Create<ICalls>(calls, collector, new InterceptionOptions { OnlyMarked = true }), false),
            new(Silent, EventProxy.Create<ICalls>(calls, collector), false),
            new(Decorator, new TimedDecorator(calls, collector), true),
            new(Ours, EventProxy.Create<ICalls>(calls, collector), true),
        ];
    }
}
