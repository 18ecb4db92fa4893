using System.Reflection;
using Castle.DynamicProxy;

namespace Otel.EventSink.Benchmarks.Interception;

/// <summary>Castle's proxy with an interceptor that does nothing.</summary>
internal sealed class PassingInterceptor : IInterceptor
{
    public void Intercept(IInvocation invocation) => invocation.Proceed();
}

/// <summary>That of Castle.Core.AsyncInterceptor, doing nothing.</summary>
internal sealed class PassingAsyncInterceptor : AsyncInterceptorBase
{
    protected override Task InterceptAsync(IInvocation invocation, IInvocationProceedInfo proceedInfo, Func<IInvocation, IInvocationProceedInfo, Task> proceed) =>
        proceed(invocation, proceedInfo);

    protected override Task<TResult> InterceptAsync<TResult>(IInvocation invocation, IInvocationProceedInfo proceedInfo, Func<IInvocation, IInvocationProceedInfo, Task<TResult>> proceed) =>
        proceed(invocation, proceedInfo);
}

/// <summary>The framework's proxy, doing nothing. Public, because it is derived from at run time.</summary>
public class PassingDispatchProxy : DispatchProxy
{
    /// <summary>Who does the work.</summary>
    public ICalls? Target { get; set; }

    /// <inheritdoc/>
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => targetMethod!.Invoke(Target, args);
}
