using Castle.DynamicProxy;
using Otel.EventSink.DynamicProxy.Calls;
using Otel.EventSink.DynamicProxy.Plans;

namespace Otel.EventSink.DynamicProxy;

/// <summary>What Castle calls for each call that is to be recorded.</summary>
internal sealed class EventInterceptor(ServicePlan service, CallRecorder recorder, IServiceProvider? provider) : IInterceptor
{
    public void Intercept(IInvocation invocation)
    {
        if (service.Find(invocation.Method, recorder) is { } plan)
            plan.Shape.Intercept(invocation, plan, recorder);
        else if (provider is not null && ServicePlan.IsDisposal(invocation.Method))
            Dispose(invocation, provider);
        else
            invocation.Proceed();
    }

    /// <summary>
    /// The container holds the target as well as the proxy and disposes both: its call through the proxy would be the second one. That of
    /// anybody else goes on to the target. A container that is closing refuses to answer.
    /// </summary>
    private static void Dispose(IInvocation invocation, IServiceProvider provider)
    {
        try
        {
            provider.GetService(typeof(IServiceProvider));
        }
        catch (ObjectDisposedException)
        {
            if (invocation.Method.ReturnType == typeof(ValueTask))
                invocation.ReturnValue = default(ValueTask);
            return;
        }

        invocation.Proceed();
    }
}
